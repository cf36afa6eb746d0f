import type pg from 'pg'
import type { NamedKeys } from '../../settings/named-keys.ts'
import { claimsOf, sessionStatement } from '../../tenant/session-claims.ts'
import { withClient } from '../database/with-client.ts'
import { retryLockConflicts } from './retry-lock-conflicts.ts'

/** A customer whose commit was confirmed. */
export type Commit = {
  id: string
  organizationId: string
  /** Microseconds of Unix time, as recorded by the server. */
  at: number
}

export type TenantLoad = {
  /** Everything committed so far; grows while the load runs. */
  commits: readonly Commit[]
  /** Resolves when this many more commits were confirmed. */
  more(count: number): Promise<void>
  /** Resolves when every writer has ended. */
  stop(): Promise<void>
}

type Member = { organizationId: string; userId: string }

const WRITERS_PER_MEMBER = 2

async function writeCustomer(
  app: pg.Client,
  { organizationId, userId }: Member,
  keys: NamedKeys,
): Promise<Commit> {
  const actor = { kind: 'user', userId, needs: 'MEMBER', authenticatedAt: new Date() } as const
  const claims = claimsOf({ organizationId, actor, requestId: 'pitr-drill' })
  const written = await retryLockConflicts(async () => {
    const { text, values } = sessionStatement(claims, { keys })
    await app.query('begin')
    try {
      await app.query(text, values)
      const { rows } = await app.query<{ id: string; xid: string }>(
        `insert into customer (name, website_url) values ('Written by the drill', 'https://drill.example')
         returning id, pg_current_xact_id()::text as xid`,
      )
      await app.query('commit')
      return rows[0]
    } catch (error) {
      await app.query('rollback')
      throw error
    }
  })
  if (!written) throw new Error('The insert returned no row.')
  const committed = await app.query<{ at: string }>(
    'select (extract(epoch from pg_xact_commit_timestamp($1::xid8::xid)) * 1000000)::bigint as at',
    [written.xid],
  )
  return { id: written.id, organizationId, at: Number(committed.rows[0]?.at) }
}

/**
 * Writes customers of every organization, as its members, on several connections until it is stopped. The server needs `track_commit_timestamp`.
 */
export async function startLoad(appUrl: string, ownerUrl: string, keys: NamedKeys): Promise<TenantLoad> {
  const { rows: members } = await withClient(ownerUrl, (owner) =>
    owner.query<Member>(
      `select distinct on (organization_id) organization_id as "organizationId", id as "userId" from user_account`,
    ),
  )

  const commits: Commit[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  let running = true
  const write = (member: Member) =>
    withClient(appUrl, async (app) => {
      while (running) {
        commits.push(await writeCustomer(app, member, keys))
        for (const { count, resolve } of waiting) if (commits.length >= count) resolve()
      }
    })
  const writers = members.flatMap((member) => Array.from({ length: WRITERS_PER_MEMBER }, () => write(member)))
  const ended = Promise.all(writers)
  // `more` and `stop` report a writer that fails.
  ended.catch(() => undefined)
  return {
    commits,
    more: async (count) => {
      const enough = new Promise<void>((resolve) => waiting.push({ count: commits.length + count, resolve }))
      await Promise.race([enough, ended])
    },
    stop: async () => {
      running = false
      await Promise.allSettled(writers)
      await ended
    },
  }
}
