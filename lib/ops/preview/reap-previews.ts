import type pg from 'pg'
import { PREVIEW_NAME } from '../../settings/preview-name.ts'
import { type FoundPreview, listPreviews, serverTime } from './mark.ts'
import { onPreviewServer, withFreeLock } from './preview-server.ts'
import { dropPreview } from './remove-preview.ts'

const HOUR_MS = 3_600_000

export type ReapCriteria = {
  /** Branches with an open pull request; without it only age counts. */
  open?: ReadonlySet<string> | undefined
  /** A preview without an open pull request is left for this long after its last build: the request may be to come. */
  graceHours: number
  /** One that was not built for longer goes, open or not. */
  olderThanDays?: number | undefined
}

/** Why a preview is to go, or undefined where it stays. */
export function whyReap(
  { mark }: Pick<FoundPreview, 'mark'>,
  { open, graceHours, olderThanDays }: ReapCriteria,
  now: Date,
): string | undefined {
  if (!mark) return 'its making was cut off'
  const hours = (now.getTime() - mark.builtAt.getTime()) / HOUR_MS
  const days = Math.floor(hours / 24)
  if (olderThanDays !== undefined && hours > olderThanDays * 24) return `not built for ${days} days`
  if (open && !open.has(mark.branch) && hours > graceHours) return 'no open pull request'
  return undefined
}

/**
 * Removes the previews that nobody needs any more, and what is left of half-made and half-removed ones. Whatever is not
 * marked as a preview is left alone, and so is one that is just being built.
 * @returns what it did, one line each
 * @throws AggregateError at the end, where some could not be removed
 */
export async function reapPreviews(adminUrl: string, criteria: ReapCriteria): Promise<string[]> {
  return onPreviewServer(adminUrl, async (client) => {
    const now = await serverTime(client)
    const previews = await listPreviews(client)
    const due = [
      ...previews.map((preview) => ({ ...preview, reason: whyReap(preview, criteria, now) })),
      ...(await orphanedLogins(client)).map((name) => ({
        name,
        mark: undefined,
        reason: 'its database is gone',
      })),
    ]
    const lines: string[] = []
    const failures: Error[] = []
    for (const { name, mark, reason } of due) {
      const title = mark ? `${mark.branch} (${name})` : name
      if (reason === undefined) {
        lines.push(`${title}: kept`)
        continue
      }
      try {
        const dropped = await withFreeLock(client, name, () => dropPreview(client, name))
        lines.push(`${title}: ${dropped ? `removed, ${reason}` : 'kept, somebody is at work on it'}`)
      } catch (error) {
        failures.push(new Error(`${title}: ${error instanceof Error ? error.message : error}`))
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, [...lines, ...failures.map(({ message }) => message)].join('\n'))
    return lines
  })
}

/** Previews of which only logins are left. */
async function orphanedLogins(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT name FROM pg_roles, regexp_replace(rolname, '_(app|system|owner)$', '') AS name
      WHERE name <> rolname AND name ~ $1 AND NOT EXISTS (SELECT FROM pg_database WHERE datname = name)
      ORDER BY name`,
    [PREVIEW_NAME.source],
  )
  return rows.map(({ name }) => name)
}
