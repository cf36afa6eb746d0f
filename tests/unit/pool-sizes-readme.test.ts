import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Of one instance: `DATABASE_POOL_MAX` and those of `oct_system` (lib/db/system-pool.ts). */
const PER_INSTANCE = 5 + 2
/** Each has a pool of its own in PgBouncer: those of `oct_app` and `oct_system`. */
const LOGINS = 2

const [, section = ''] = readFileSync('prisma/handbook/connections.md', 'utf8').split(
  /^## How many instances fit$/m,
)
const rows = (section.split(/^## /m)[0] ?? '')
  .split('\n')
  .filter((line) => /^\| \w+, \d+ cores/.test(line))
  .map((line) => line.split('|').slice(2, -1).map(Number))

it('the handbook’s table of pool sizes has the right numbers', () => {
  expect(rows).toHaveLength(3)
  for (const [max = 0, reserve = 0, straight, poolSize, pooled = 0, clients] of rows) {
    const left = max - reserve
    expect({ straight, poolSize, clients }).toEqual({
      straight: Math.floor(left / PER_INSTANCE),
      poolSize: Math.floor(left / LOGINS),
      clients: pooled * PER_INSTANCE,
    })
  }
})
