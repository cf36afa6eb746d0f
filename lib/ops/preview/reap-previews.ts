import type pg from 'pg'
import { PREVIEW_NAME } from '../../settings/preview-name.ts'
import { type FoundPreview, listPreviews, serverTime } from './preview-record.ts'
import { onPreviewServer, withFreeLock } from './preview-server.ts'
import { dropPreview } from './remove-preview.ts'

const HOUR_MS = 3_600_000

export type ReapCriteria = {
  /** Branches with an open pull request; without it only age counts. */
  open?: ReadonlySet<string> | undefined
  /** How long a preview without an open pull request is kept after its last build: the request may follow. */
  graceHours: number
  /** A preview that was not built for longer is removed, open or not. */
  olderThanDays?: number | undefined
}

/** Why a preview is to be removed, or undefined where it is kept. */
export function removalReason(
  { record }: Pick<FoundPreview, 'record'>,
  { open, graceHours, olderThanDays }: ReapCriteria,
  now: Date,
): string | undefined {
  if (!record) return 'its creation was interrupted'
  const hours = (now.getTime() - record.builtAt.getTime()) / HOUR_MS
  const days = Math.floor(hours / 24)
  if (olderThanDays !== undefined && hours > olderThanDays * 24) return `not built for ${days} days`
  if (open && !open.has(record.branch) && hours > graceHours) return 'no open pull request'
  return undefined
}

/**
 * Removes the previews that are no longer needed, and the rest of interrupted creations and removals. Other databases and
 * a preview that is being built are not touched.
 * @returns what was done, one line each
 * @throws AggregateError at the end, where some could not be removed
 */
export async function reapPreviews(adminUrl: string, criteria: ReapCriteria): Promise<string[]> {
  return onPreviewServer(adminUrl, async (client) => {
    const now = await serverTime(client)
    const previews = await listPreviews(client)
    const due = [
      ...previews.map((preview) => ({ ...preview, reason: removalReason(preview, criteria, now) })),
      ...(await orphanedLogins(client)).map((name) => ({
        name,
        record: undefined,
        reason: 'its database is gone',
      })),
    ]
    const lines: string[] = []
    const failures: Error[] = []
    for (const { name, record, reason } of due) {
      const title = record ? `${record.branch} (${name})` : name
      if (reason === undefined) {
        lines.push(`${title}: kept`)
        continue
      }
      try {
        const dropped = await withFreeLock(client, name, () => dropPreview(client, name))
        lines.push(`${title}: ${dropped ? `removed, ${reason}` : 'kept, another process works on it'}`)
      } catch (error) {
        failures.push(new Error(`${title}: ${error instanceof Error ? error.message : error}`))
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, [...lines, ...failures.map(({ message }) => message)].join('\n'))
    return lines
  })
}

/** Names of previews of which only logins are left. */
async function orphanedLogins(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT name FROM pg_roles, regexp_replace(rolname, '_(app|system|owner)$', '') AS name
      WHERE name <> rolname AND name ~ $1 AND NOT EXISTS (SELECT FROM pg_database WHERE datname = name)
      ORDER BY name`,
    [PREVIEW_NAME.source],
  )
  return rows.map(({ name }) => name)
}
