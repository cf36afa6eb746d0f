import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Mutant } from './mutants.ts'

const ROOT = join(import.meta.dirname, '../..')
const GENERATED = 'lib/db/generated'

/**
 * Copies what git knows of the working tree, as it is now, with the packages linked and the Prisma client as it was
 * generated.
 */
export async function copyWorkingTree(folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 2 ** 24 })
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    const isThere = await stat(join(ROOT, file)).catch(() => undefined)
    if (!isThere) continue
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await cp(join(ROOT, file), join(folder, file))
  }
  await cp(join(ROOT, GENERATED), join(folder, GENERATED), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
}

/** The source that a mutant changes, in which its text occurs exactly once. */
async function sourceOf({ name, file, find }: Mutant): Promise<string> {
  const source = await readFile(join(ROOT, file), 'utf8').catch(() => '')
  const count = source.split(find).length - 1
  if (count !== 1) {
    throw new Error(
      `"${name}": its text occurs ${count} times in ${file} instead of once. Update the mutant.`,
    )
  }
  return source
}

/** @throws Error that names every mutant whose text does not occur exactly once in its file */
export async function requireApplicable(mutants: readonly Mutant[]): Promise<void> {
  const outcomes = await Promise.allSettled(mutants.map(sourceOf))
  const errors = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [String(outcome.reason)] : [],
  )
  if (errors.length > 0) throw new Error(errors.join('\n'))
}

/** Applies a mutant to a copy until the end of the block. */
export async function mutated(folder: string, mutant: Mutant): Promise<AsyncDisposable> {
  const source = await sourceOf(mutant)
  const file = join(folder, mutant.file)
  await writeFile(
    file,
    source.replace(mutant.find, () => mutant.replace),
  )
  return { [Symbol.asyncDispose]: () => writeFile(file, source) }
}

export async function removeCopy(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
