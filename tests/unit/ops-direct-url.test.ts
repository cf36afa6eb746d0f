import { expect, it } from 'vitest'
import { directUrl } from '../../lib/ops/database/direct-url.ts'

it('a direct connection URL is returned unchanged', () => {
  const url = 'postgresql://owner:secret@db.test:5432/shop?sslmode=require'
  expect(directUrl({ DIRECT_DATABASE_URL: url })).toBe(url)
})

it.for([
  [undefined, 'is not set'],
  ['', 'is not set'],
  ['prisma://accelerate.test/?api_key=secret', 'cannot run through Prisma Accelerate'],
  ['postgresql://owner:secret@db.test/shop?pgbouncer=true', 'must bypass the pooler'],
  ['postgresql://owner:secret@ep-cold-mouse-1-pooler.eu.neon.test/shop', 'must bypass the pooler'],
  ['postgresql://owner:secret@pooler.supabase.test:6543/shop', 'must bypass the pooler'],
] as const)('DIRECT_DATABASE_URL %s is invalid, and the error does not contain it', ([url, message]) => {
  const read = () => directUrl(url === undefined ? {} : { DIRECT_DATABASE_URL: url })
  expect(read).toThrow(message)
  expect(read).not.toThrow('secret')
})
