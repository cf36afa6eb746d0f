import { expect, it } from 'vitest'
import { describeEngineError } from '../../lib/ops/schema-engine/schema-engine-error.ts'

const databaseError = { code: '42703', text: 'ERROR: column "nope" does not exist' }
const SPAN = '\n  0: apply_script\n    with migration_name="2_bad"\n      at apply_migration.rs:113'

it('a rejected migration has the code and the text of the native engine', () => {
  const error = new Error(`external connector error${SPAN}`)
  expect(describeEngineError(error, undefined, databaseError)).toMatchObject({
    is_panic: false,
    error_code: 'P3018',
    message: expect.stringContaining('Migration name: 2_bad\n\nDatabase error code: 42703'),
    meta: { migration_name: '2_bad', database_error_code: '42703', database_error: databaseError.text },
  })
})

it('a rejected replay keeps its code and has the text of the database', () => {
  const error = Object.assign(new Error('Migration `2_bad` failed to apply cleanly.\nError:\nexternal'), {
    code: 'P3006',
  })
  expect(describeEngineError(error, undefined, databaseError)).toMatchObject({
    error_code: 'P3006',
    message: `Migration \`2_bad\` failed to apply cleanly.\n\n${databaseError.text}`,
  })
})

it('another error is passed on as it is', () => {
  const error = Object.assign(new Error('Drift.'), { code: 'P3005', meta: { table: 'x' } })
  expect(describeEngineError(error, undefined, undefined)).toEqual({
    is_panic: false,
    error_code: 'P3005',
    message: 'Drift.',
    meta: { table: 'x' },
  })
})

it('a panic has its own message instead of that of the trap that follows it', () => {
  expect(describeEngineError(new Error('unreachable'), 'panicked at x.rs:1', databaseError)).toMatchObject({
    is_panic: true,
    message: 'panicked at x.rs:1',
  })
})
