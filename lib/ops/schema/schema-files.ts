import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dataModel } from './data-model.ts'
import type { SchemaObject } from './describe-schema.ts'

const HEAD = `-- The schema as the migrations leave it, each thing once and by name. For reading: nothing applies this file.
-- Written by \`npm run db:current\`; \`npm run db:check\` compares it.
`

/** The files that are generated from the schema: their paths in the project, and what they have to say. */
async function schemaFiles(project: string, objects: readonly SchemaObject[]): Promise<[string, string][]> {
  const prismaSchema = await readFile(join(project, 'prisma/schema.prisma'), 'utf8')
  const current = [HEAD, ...objects.map(({ name, sql }) => `-- ${name}\n${sql}\n`)].join('\n')
  return [
    ['prisma/current.sql', current],
    ['prisma/handbook/data-model.md', dataModel(prismaSchema)],
  ]
}

/** @returns the paths of the files that were written */
export async function writeSchemaFiles(project: string, objects: readonly SchemaObject[]): Promise<string[]> {
  const files = await schemaFiles(project, objects)
  for (const [path, text] of files) {
    await mkdir(dirname(join(project, path)), { recursive: true })
    await writeFile(join(project, path), text)
  }
  return files.map(([path]) => path)
}

/** The generated files that are not what the schema makes them. */
export async function staleSchemaFiles(project: string, objects: readonly SchemaObject[]): Promise<string[]> {
  const files = await schemaFiles(project, objects)
  const present = await Promise.all(
    files.map(([path]) => readFile(join(project, path), 'utf8').catch(() => '')),
  )
  return files.filter(([, text], index) => text !== present[index]).map(([path]) => path)
}
