import { runPrisma } from './prisma-cli.ts'

/**
 * Applies the migrations that the database lacks (`prisma migrate deploy`).
 * @returns what Prisma printed
 * @throws Error with what Prisma printed when a migration fails or the database cannot be reached
 */
export async function migrate(
  directUrl: string,
  options: { echo: boolean } = { echo: false },
): Promise<string> {
  const { exitCode, output } = await runPrisma(['migrate', 'deploy'], directUrl, options)
  if (exitCode !== 0) throw new Error(options.echo ? 'The migrations were not applied.' : output.trim())
  return output
}
