import type { Constraint, Node } from 'libpg-query'

export type ForeignKey = { table: string; columns: string[]; line: number }

/** What the migrations up to some point have made, as far as the rules need it. */
export type KnownSchema = {
  /** Columns of full (not partial) indexes and keys, by table. */
  indexes: Map<string, string[][]>
  /** CHECKs that a column is not null, by `table.constraint`, and whether every row was looked at. */
  notNullChecks: Map<string, { column: string; validated: boolean }>
}

export const emptySchema = (): KnownSchema => ({ indexes: new Map(), notNullChecks: new Map() })

/** Its name, with the schema unless that is `public`. */
export function tableName(relation: { schemaname?: string; relname?: string } | undefined): string {
  const { schemaname, relname = '' } = relation ?? {}
  return schemaname === undefined || schemaname === 'public' ? relname : `${schemaname}.${relname}`
}

export function names(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? (node.String.sval ?? '') : []))
}

function recordIndex({ indexes }: KnownSchema, table: string, columns: string[]): void {
  indexes.set(table, [...(indexes.get(table) ?? []), columns])
}

/** The column of `CHECK (column IS NOT NULL)`. */
function notNullColumn({ raw_expr: expression }: Constraint): string | undefined {
  if (!expression || !('NullTest' in expression)) return undefined
  const { nulltesttype, arg } = expression.NullTest
  if (nulltesttype !== 'IS_NOT_NULL' || !arg || !('ColumnRef' in arg)) return undefined
  return names(arg.ColumnRef.fields).at(-1)
}

function recordConstraint(schema: KnownSchema, table: string, constraint: Constraint, column?: string): void {
  const { contype, conname = '', keys, skip_validation: skipped = false } = constraint
  if (contype === 'CONSTR_PRIMARY' || contype === 'CONSTR_UNIQUE') {
    recordIndex(schema, table, column === undefined ? names(keys) : [column])
  }
  const checked = contype === 'CONSTR_CHECK' ? notNullColumn(constraint) : undefined
  if (checked !== undefined) {
    schema.notNullChecks.set(`${table}.${conname}`, { column: checked, validated: !skipped })
  }
}

/** Adds what one statement makes. */
export function recordStatement(schema: KnownSchema, node: Node): void {
  if ('IndexStmt' in node && !node.IndexStmt.whereClause) {
    const columns = (node.IndexStmt.indexParams ?? []).flatMap((each) =>
      'IndexElem' in each ? (each.IndexElem.name ?? '') : [],
    )
    recordIndex(schema, tableName(node.IndexStmt.relation), columns)
  }
  if ('CreateStmt' in node) {
    const table = tableName(node.CreateStmt.relation)
    for (const element of node.CreateStmt.tableElts ?? []) {
      if ('Constraint' in element) recordConstraint(schema, table, element.Constraint)
      if (!('ColumnDef' in element)) continue
      for (const each of element.ColumnDef.constraints ?? []) {
        if ('Constraint' in each) recordConstraint(schema, table, each.Constraint, element.ColumnDef.colname)
      }
    }
  }
  if ('AlterTableStmt' in node) {
    const table = tableName(node.AlterTableStmt.relation)
    for (const command of alterations(node)) {
      if (command.def && 'Constraint' in command.def) recordConstraint(schema, table, command.def.Constraint)
      const check = schema.notNullChecks.get(`${table}.${command.name}`)
      if (command.subtype === 'AT_ValidateConstraint' && check) check.validated = true
    }
  }
}

export function alterations(node: Node) {
  if (!('AlterTableStmt' in node)) return []
  return (node.AlterTableStmt.cmds ?? []).flatMap((each) =>
    'AlterTableCmd' in each ? each.AlterTableCmd : [],
  )
}

/** The foreign keys that a statement adds. */
export function foreignKeys(node: Node): Omit<ForeignKey, 'line'>[] {
  const of = (table: string, constraint: Constraint, column?: string) =>
    constraint.contype === 'CONSTR_FOREIGN'
      ? [{ table, columns: column === undefined ? names(constraint.fk_attrs) : [column] }]
      : []
  if ('CreateStmt' in node) {
    const table = tableName(node.CreateStmt.relation)
    return (node.CreateStmt.tableElts ?? []).flatMap((element) => {
      if ('Constraint' in element) return of(table, element.Constraint)
      if (!('ColumnDef' in element)) return []
      const { colname, constraints = [] } = element.ColumnDef
      return constraints.flatMap((each) => ('Constraint' in each ? of(table, each.Constraint, colname) : []))
    })
  }
  if (!('AlterTableStmt' in node)) return []
  const table = tableName(node.AlterTableStmt.relation)
  return alterations(node).flatMap(({ def }) => {
    if (def && 'Constraint' in def) return of(table, def.Constraint)
    if (!def || !('ColumnDef' in def)) return []
    const { colname, constraints = [] } = def.ColumnDef
    return constraints.flatMap((each) => ('Constraint' in each ? of(table, each.Constraint, colname) : []))
  })
}
