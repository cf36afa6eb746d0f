import type { PoolClient } from 'pg'

/**
 * One statement on a connection that is given back afterwards. An error of PostgreSQL's leaves the connection as good
 * as it was; any other says that it is broken.
 */
export async function runStatement<Row extends object>(
  connecting: Promise<PoolClient>,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = await connecting
  try {
    const { rows } = await client.query<Row>({ text, values })
    client.release()
    return rows
  } catch (error) {
    client.release(error instanceof Error && !('severity' in error) ? error : undefined)
    throw error
  }
}
