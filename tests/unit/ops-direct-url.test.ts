import { expect, test } from 'vitest'
import { directUrl } from '../../lib/ops/database/direct-url.ts'

test('a direct connection is taken as it is', () => {
  const url = 'postgresql://owner:secret@db.test:5432/shop?sslmode=require'
  expect(directUrl({ DIRECT_DATABASE_URL: url })).toBe(url)
})

test.for([
  [undefined, 'is not set'],
  ['', 'is not set'],
  ['prisma://accelerate.test/?api_key=secret', 'cannot run through Prisma Accelerate'],
  ['postgresql://owner:secret@db.test/shop?pgbouncer=true', 'must go past the pooler'],
  ['postgresql://owner:secret@ep-cold-mouse-1-pooler.eu.neon.test/shop', 'must go past the pooler'],
  ['postgresql://owner:secret@pooler.supabase.test:6543/shop', 'must go past the pooler'],
] as const)('%s is refused, without repeating it', ([url, message]) => {
  const read = () => directUrl(url === undefined ? {} : { DIRECT_DATABASE_URL: url })
  expect(read).toThrow(message)
  expect(read).not.toThrow('secret')
})
