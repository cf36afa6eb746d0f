/** The row of a statement that must have returned one. */
export function theOne<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('the statement returned no row')
  return row
}
