import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { runBackfill } from '../../lib/ops/backfill/run-backfill.ts'
import { checkMigrations } from '../../lib/ops/check/check-migrations.ts'
import { readMigrations } from '../../lib/ops/check/read-migrations.ts'
import { isolationGaps } from '../../lib/ops/isolation/isolation-gaps.ts'
import { runScript } from '../../lib/ops/migrations/run-script.ts'
import { enginePool, freshDatabase, ownerPool } from '../fixtures/database.ts'
import { fullTenant } from '../fixtures/full-tenant.ts'
import { customersOf } from '../fixtures/many-rows.ts'
import { migrationsFolder } from '../fixtures/migrations.ts'
import { type Recipe, readRecipes } from '../fixtures/recipes.ts'

const CUSTOMERS = 400

let recipes: Recipe[] = []
beforeAll(async () => {
  recipes = await readRecipes()
})

it('the recipes of the handbook pass db:check', async () => {
  const { folder, write } = await migrationsFolder()
  for (const recipe of recipes) if (recipe.kind === 'migration') await write(recipe.name, recipe.sql)
  expect(await checkMigrations(await readMigrations(folder))).toEqual([])
})

it('step by step, they do what they say with the rows that are there, and the tenants are isolated after each', async () => {
  const database = await freshDatabase()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const owner = ownerPool(database)
  // As Prisma sends them; that takes a process and some seconds for each.
  const engine = enginePool(database)
  for (let each = 0; each < 2; each += 1) {
    await customersOf(database, (await fullTenant(owner)).organizationId, CUSTOMERS / 2 - 1)
  }
  await owner.query(`update customer set website_url = 'https://shop.test' where name like 'Customer 1%'`)

  /** As the code of a release writes that knows these columns. */
  const written = async (values: Record<string, string>) => {
    const columns = Object.keys(values)
    const { rows } = await owner.query<{ row: Record<string, unknown> }>(
      `insert into customer (organization_id, name, website_url${columns.map((name) => `, ${name}`).join('')})
       select id, 'New', 'https://new.test'${columns.map((_, index) => `, $${index + 1}`).join('')}
       from organization limit 1 returning to_jsonb(customer) as row`,
      Object.values(values),
    )
    return rows[0]?.row
  }
  const updated = async (values: string) => {
    const { rows } = await owner.query<{ row: Record<string, unknown> }>(
      `update customer set ${values} where id = (select min(id::text)::uuid from customer) returning to_jsonb(customer) as row`,
    )
    return rows[0]?.row
  }
  const count = async (condition: string) => {
    const { rows } = await owner.query<{ count: number }>(
      `select count(*)::int from customer where ${condition}`,
    )
    return rows[0]?.count
  }

  const afterwards: Record<string, () => Promise<void>> = {
    '20270101000000_industry': async () => {
      expect(await count('industry is null')).toBe(CUSTOMERS)
      expect(await written({})).toMatchObject({ industry: 'OTHER' })
    },
    customer_industry: async () => {
      expect(await count('industry is null')).toBe(0)
      expect(await count(`industry = 'RETAIL'`)).toBeGreaterThan(0)
    },
    '20270102000000_industry_is_present': () =>
      expect(updated('industry = null')).rejects.toThrow('customer_industry_present_check'),
    '20270102000200_industry_is_required': () =>
      expect(updated('industry = null')).rejects.toThrow('null value in column "industry"'),
    '20270103000000_sector': async () => {
      expect(await written({})).toMatchObject({ industry: 'OTHER', sector: 'OTHER' })
      expect(await written({ industry: 'OLD' })).toMatchObject({ industry: 'OLD', sector: 'OLD' })
      expect(await written({ sector: 'NEW' })).toMatchObject({ industry: 'NEW', sector: 'NEW' })
      expect(await updated(`industry = 'A'`)).toMatchObject({ industry: 'A', sector: 'A' })
      expect(await updated(`sector = 'B'`)).toMatchObject({ industry: 'B', sector: 'B' })
    },
    customer_sector: async () => expect(await count('sector is distinct from industry')).toBe(0),
    '20270104000000_no_industry': async () => {
      expect(await written({ sector: 'NEW' })).toMatchObject({ sector: 'NEW' })
    },
    '20270106000000_headcount_big': async () => {
      expect(await written({ headcount: '7' })).toMatchObject({ headcount: 7, headcount_big: 7 })
      expect(await written({ headcount_big: '3000000000' })).toMatchObject({ headcount: 2147483647 })
      expect(await updated('headcount = 8')).toMatchObject({ headcount: 8, headcount_big: 8 })
    },
    customer_headcount_big: async () => expect(await count('headcount_big is null')).toBe(0),
    '20270107000000_no_headcount': async () => {
      expect(await written({ headcount_big: '3000000001' })).toMatchObject({ headcount_big: 3000000001 })
    },
    '20270108000200_owner_key': () =>
      expect(updated('owner_id = app.uuid_v7()')).rejects.toThrow('customer_owner_fkey'),
    '20270109000200_reference_is_unique': async () => {
      await written({ reference: 'A-1' })
      await expect(written({ reference: 'A-1' })).rejects.toThrow('customer_reference_key')
    },
    '20270110000000_no_reference': async () => expect(await written({})).not.toHaveProperty('reference'),
  }

  for (const recipe of recipes) {
    if (recipe.kind === 'migration') {
      await runScript(engine, 'public', recipe.sql)
    } else {
      await runBackfill(database.owner, recipe.backfill, { rows: 200, share: 1, onLine: () => undefined })
    }
    expect(await isolationGaps(owner), recipe.name).toEqual([])
    await afterwards[recipe.name]?.()
  }
  expect(recipes.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(afterwards)))
  expect(await count('true')).toBeGreaterThan(CUSTOMERS)
})
