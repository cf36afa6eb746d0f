import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PreparedStatements } from '../../lib/db/prepared-statements.ts'

describe('the statements that a connection has prepared', () => {
  it('never have one name for two texts, and at most 200 names, whatever is sent', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 2_000 }), (numbers) => {
        const prepared = new PreparedStatements()
        // What the server would have under each name, if it is sent what it is told to be sent.
        const server = new Map<string, string>()
        for (const number of numbers) {
          const text = `select ${number}`
          const statement = prepared.find(text)
          if (!statement) throw new Error('a short text stays without a name')
          if (statement.onServer === 'no') expect(server.has(statement.name)).toBe(false)
          if (statement.onServer !== 'yes') server.set(statement.name, text)
          statement.onServer = 'yes'
          expect(server.get(statement.name)).toBe(text)
        }
        expect(server.size).toBeLessThanOrEqual(200)
      }),
    )
  })

  it('keep the ones that are used again and again', () => {
    const prepared = new PreparedStatements()
    const often = prepared.find('select 1')
    for (let number = 2; number < 1_000; number += 1) {
      prepared.find(`select ${number}`)
      expect(prepared.find('select 1')).toBe(often)
    }
  })

  it('leave a text without a name that is made for one call', () => {
    expect(new PreparedStatements().find(`select ${'1,'.repeat(5_000)}1`)).toBeUndefined()
  })
})
