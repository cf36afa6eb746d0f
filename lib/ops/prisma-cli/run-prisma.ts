import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const projectFolder = fileURLToPath(new URL('../../..', import.meta.url))

/** Where the migrations are; prisma.config.ts reads the same setting. */
export function migrationsFolder(): string {
  return process.env['MIGRATIONS_FOLDER'] ?? join(projectFolder, 'prisma/migrations')
}

export type PrismaOutcome = { exitCode: number | null; output: string }

export type PrismaOptions = {
  /** Prints the output as it comes, too. */
  echo?: boolean
  /** Default: `migrationsFolder()`. */
  migrations?: string | undefined
}

/**
 * Runs Prisma's command line in the project's folder and collects what it prints.
 * @param directUrl becomes DIRECT_DATABASE_URL
 */
export async function runPrisma(
  args: readonly string[],
  directUrl: string,
  options: PrismaOptions = {},
): Promise<PrismaOutcome> {
  const prismaFolder = dirname(createRequire(import.meta.url).resolve('prisma/package.json'))
  const child = spawn(process.execPath, [join(prismaFolder, 'build/index.js'), ...args], {
    cwd: projectFolder,
    // CHECKPOINT_DISABLE: no call home for newer versions.
    env: {
      ...process.env,
      DIRECT_DATABASE_URL: directUrl,
      CHECKPOINT_DISABLE: '1',
      ...(options.migrations && { MIGRATIONS_FOLDER: options.migrations }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (options.echo) process.stdout.write(text)
    })
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { exitCode, output }
}
