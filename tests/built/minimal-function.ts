import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../../lib/db/generated/client.ts'

// What cold starts are compared with: the least that a function over the same client can be. It verifies nothing.
const pool = new pg.Pool({ connectionString: process.env['DIRECT_DATABASE_URL'], max: 1 })
const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })

// biome-ignore lint/style/noDefaultExport: it is exported as the functions are.
export default {
  async fetch(): Promise<Response> {
    return Response.json({ data: await prisma.customer.findMany({ take: 20 }) })
  },
}
