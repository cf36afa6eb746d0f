import type pg from 'pg'

const START = `decode(repeat('00', 32), 'hex')`

/**
 * Verifies the audit chain of every organization from its first entry to its last, beyond the signed checkpoints. The
 * signatures of the checkpoints are verified by the service, which has the key (`lib/audit/verify-chain.ts`).
 * @param client a login of oct_owner
 */
export async function checkAuditChains(client: pg.Client): Promise<{ entries: number; issues: string[] }> {
  const { rows } = await client.query<{ issue: string }>(
    `select format('the chain of %s breaks at entry %s: %s', h.organization_id, c.broken_at, c.reason) as issue
     from app.audit_head h, app.check_chain(h.organization_id, 0, ${START}, 2147483647) c
     where c.broken_at is not null
     union all
     select format('the chain of %s does not end where its head says', h.organization_id)
     from app.audit_head h left join lateral (
       select sequence, hash from public.audit_log a where a.organization_id = h.organization_id
       order by sequence desc limit 1) last on true
     where (coalesce(last.sequence, 0), coalesce(last.hash, ${START})) <> (h.sequence, h.hash)
     union all
     select format('the chain of %s has no head', organization_id) from public.audit_log a
     where not exists (select from app.audit_head h where h.organization_id = a.organization_id)
     group by organization_id
     union all
     select format('entry %s of %s is not the one that was signed', k.sequence, k.organization_id)
     from app.audit_checkpoint k left join public.audit_log a using (organization_id, sequence)
     where a.hash is distinct from k.hash`,
  )
  const { rows: counted } = await client.query<{ entries: number }>(
    'select count(*)::int as entries from public.audit_log',
  )
  return { entries: counted[0]?.entries ?? 0, issues: rows.map((row) => row.issue) }
}
