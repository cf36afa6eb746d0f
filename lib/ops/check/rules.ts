import type { Node } from 'libpg-query'
import { alterations, foreignKeys, type KnownSchema, names, tableName } from './known-schema.ts'
import type { MigrationFile, MigrationStatement } from './read-migrations.ts'

export type RuleContext = {
  file: MigrationFile
  /** Everything that this file and those before it make. */
  schema: KnownSchema
  /** Tables that this file makes: they are not in use yet. */
  madeHere: ReadonlySet<string>
}

type Rule = {
  problem: string
  instead: string
  /** Whether it is about a database with rows and users, which there was none of before the first release. */
  aboutReleased: boolean
  broken: (statement: MigrationStatement, context: RuleContext) => boolean
}

const aboutOthers = (relation: Parameters<typeof tableName>[0], { madeHere }: RuleContext) =>
  !madeHere.has(tableName(relation))

/** What squawk does not look for, and what only this project requires. */
export const RULES = {
  'whole-table-write': {
    problem: 'This writes every row in one transaction, under locks that all writers wait for.',
    instead: 'Put it into prisma/backfills/ and run `npm run db:backfill`, which does it in small parts.',
    aboutReleased: true,
    broken: ({ node }, context) => {
      const written =
        'UpdateStmt' in node ? node.UpdateStmt : 'DeleteStmt' in node ? node.DeleteStmt : undefined
      return written !== undefined && !written.whereClause && aboutOthers(written.relation, context)
    },
  },
  'tenant-table-unprotected': {
    problem: 'A table with organization_id, and no row-level security: every organization sees every row.',
    instead: "In the same file: `call app.protect('TABLE', …)`, with the columns that may be written.",
    aboutReleased: true,
    broken: ({ node }, { file }) => {
      if (!('CreateStmt' in node) || (node.CreateStmt.relation?.schemaname ?? 'public') !== 'public')
        return false
      const columns = (node.CreateStmt.tableElts ?? []).flatMap((each) =>
        'ColumnDef' in each ? each.ColumnDef : [],
      )
      const table = tableName(node.CreateStmt.relation)
      return columns.some(({ colname }) => colname === 'organization_id') && !protectedTables(file).has(table)
    },
  },
  'native-enum': {
    problem: 'Under row-level security a comparison of enums cannot use an index (62.6 ms against 0.3).',
    instead: 'A text column with a CHECK of its values; the set is in the model as well.',
    aboutReleased: false,
    broken: ({ node }) => 'CreateEnumStmt' in node || 'AlterEnumStmt' in node,
  },
  'not-null-unproven': {
    problem: 'SET NOT NULL reads the whole table under a lock that stops reads and writes.',
    instead:
      'CHECK (… IS NOT NULL) NOT VALID, in the next migration VALIDATE CONSTRAINT, then SET NOT NULL, which takes the CHECK as proof.',
    aboutReleased: true,
    broken: ({ node }, context) =>
      'AlterTableStmt' in node &&
      aboutOthers(node.AlterTableStmt.relation, context) &&
      alterations(node).some(
        ({ subtype, name }) =>
          subtype === 'AT_SetNotNull' &&
          ![...context.schema.notNullChecks].some(
            ([constraint, check]) =>
              constraint.startsWith(`${tableName(node.AlterTableStmt.relation)}.`) &&
              check.column === name &&
              check.validated,
          ),
      ),
  },
  'concurrently-not-alone': {
    problem: 'CONCURRENTLY cannot run in a transaction, and a file with several statements is one.',
    instead: 'A migration of its own for it: one statement, one file.',
    aboutReleased: false,
    broken: ({ node }, { file }) =>
      file.statements.length > 1 &&
      (('IndexStmt' in node && node.IndexStmt.concurrent === true) ||
        ('DropStmt' in node && node.DropStmt.concurrent === true) ||
        'ReindexStmt' in node ||
        'VacuumStmt' in node),
  },
  'own-transaction': {
    problem:
      'A migration is one transaction already; after a failure it is unknown which part of this was applied.',
    instead: 'Leave BEGIN and COMMIT out; what has to be apart is a migration of its own.',
    aboutReleased: false,
    broken: ({ node }) => 'TransactionStmt' in node,
  },
  'definer-search-path': {
    problem:
      'A function with its owner’s rights finds tables and operators in the search_path of its caller.',
    instead: "`security definer set search_path = ''`, and names with their schema.",
    aboutReleased: false,
    broken: ({ node }) => {
      if (!('CreateFunctionStmt' in node)) return false
      const options = (node.CreateFunctionStmt.options ?? []).flatMap((each) =>
        'DefElem' in each ? each.DefElem : [],
      )
      const definer = options.some(({ defname, arg }) => defname === 'security' && isTrue(arg))
      const pinned = options.some(
        ({ arg }) => arg && 'VariableSetStmt' in arg && arg.VariableSetStmt.name === 'search_path',
      )
      return definer && !pinned
    },
  },
  'foreign-key-without-index': {
    problem:
      'PostgreSQL makes no index for a foreign key: each deletion of a parent reads the whole child table.',
    instead:
      'An index that begins with the columns of the key; on a table with rows, CONCURRENTLY and before it.',
    aboutReleased: false,
    broken: ({ node }, { schema }) =>
      foreignKeys(node).some(
        ({ table, columns }) =>
          !(schema.indexes.get(table) ?? []).some((index) =>
            columns.every((column) => index.slice(0, columns.length).includes(column)),
          ),
      ),
  },
} as const satisfies Record<string, Rule>

function isTrue(arg: Node | undefined): boolean {
  return arg !== undefined && 'Boolean' in arg && arg.Boolean.boolval === true
}

/** The tables of `call app.protect('…')`. */
function protectedTables({ statements }: MigrationFile): Set<string> {
  const tables = statements.flatMap(({ node }) => {
    if (!('CallStmt' in node)) return []
    const { funcname, args = [] } = node.CallStmt.funccall ?? {}
    if (names(funcname).join('.') !== 'app.protect') return []
    const [table] = args
    return table && 'A_Const' in table ? (table.A_Const.sval?.sval ?? []) : []
  })
  return new Set(tables.map((table) => table.replace(/^public\./, '')))
}
