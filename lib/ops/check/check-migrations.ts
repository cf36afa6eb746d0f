import { emptySchema, recordStatement, tableName } from './known-schema.ts'
import type { Finding, MigrationFile } from './read-migrations.ts'
import { RULES, type RuleContext } from './rules.ts'
import { squawk } from './squawk.ts'

/**
 * Migrations of before this time were made while no table had a row or a user: what a statement locks or rewrites did not
 * matter yet, and they may be folded. All other rules apply to them as well.
 */
export const FIRST_RELEASE = '20261129010000'

/** What the rules find in these migrations, given in order, without what a waiver allows. */
export async function checkMigrations(
  files: readonly MigrationFile[],
  firstRelease = FIRST_RELEASE,
): Promise<Finding[]> {
  const released = files.filter(({ name }) => name >= firstRelease)
  const found = [...ownFindings(files, firstRelease), ...(await squawk(released.map(({ path }) => path)))]
  return files.flatMap((file) =>
    withoutWaived(
      file,
      found.filter((finding) => finding.file === file.path),
    ),
  )
}

function ownFindings(files: readonly MigrationFile[], firstRelease: string): Finding[] {
  const schema = emptySchema()
  return files.flatMap((file) => {
    const madeHere = new Set(
      file.statements.flatMap(({ node }) =>
        'CreateStmt' in node ? tableName(node.CreateStmt.relation) : [],
      ),
    )
    // An index may follow the foreign key that it is for; a proof has to be there before.
    for (const { node } of file.statements) if ('IndexStmt' in node) recordStatement(schema, node)
    const context: RuleContext = { file, schema, madeHere }
    return file.statements.flatMap((statement) => {
      recordStatement(schema, statement.node)
      return Object.entries(RULES).flatMap(
        ([rule, { problem, instead, aboutReleased, broken }]): Finding[] =>
          (file.name >= firstRelease || !aboutReleased) && broken(statement, context)
            ? [{ file: file.path, line: statement.line, rule, problem, instead }]
            : [],
      )
    })
  })
}

function withoutWaived(file: MigrationFile, found: readonly Finding[]): Finding[] {
  const waived = new Set<Finding>()
  const invalid: Finding[] = []
  for (const { line, lastLine, waivers } of file.statements) {
    for (const waiver of waivers) {
      const allowed = found.filter(
        (finding) => finding.rule === waiver.rule && finding.line >= line && finding.line <= lastLine,
      )
      for (const finding of allowed) waived.add(finding)
      const problem =
        waiver.reason === undefined
          ? 'A waiver without a reason.'
          : allowed.length === 0
            ? `There is nothing to allow: ${waiver.rule} does not apply to the statement below.`
            : undefined
      if (problem !== undefined) {
        const instead = '`-- check: allow RULE because REASON`, in front of the statement that it is about.'
        invalid.push({ file: file.path, line: waiver.line, rule: 'waiver', problem, instead })
      }
    }
  }
  const left = found.filter((finding) => !waived.has(finding))
  return [...left, ...invalid].sort((a, b) => a.line - b.line)
}

export function formatFinding({ file, line, rule, problem, instead }: Finding): string {
  return `${file}:${line} ${rule}\n  ${problem}\n  Instead: ${instead}`
}
