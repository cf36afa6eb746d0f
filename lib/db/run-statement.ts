import type { PoolClient } from 'pg'
import { givingBack } from './giving-back.ts'

/** One statement on a connection that is given back afterwards. */
export async function runStatement<Row extends object>(
  connecting: Promise<PoolClient>,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = await connecting
  const { rows } = await givingBack(client, client.query<Row>({ text, values }))
  return rows
}
