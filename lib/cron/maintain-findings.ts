import { callSystem } from '../db/system-pool.ts'

const BATCH = 2_000

/** How many dismissals have ended, and how many findings and container versions were removed. */
export type MaintainedFindings = { reopened: number; findings: number; versions: number }

/**
 * Ends dismissals whose time is over, and removes what was resolved or last seen more than 400 days ago, in
 * transactions of limited size.
 */
export async function maintainFindings(now: () => Date = () => new Date()): Promise<MaintainedFindings> {
  const total: MaintainedFindings = { reopened: 0, findings: 0, versions: 0 }
  for (;;) {
    const [batch] = await callSystem<MaintainedFindings>(
      'select reopened, findings, versions from app.maintain_findings($1, $2)',
      [now(), BATCH],
    )
    if (!batch) throw new Error('app.maintain_findings returned no row')
    total.reopened += batch.reopened
    total.findings += batch.findings
    total.versions += batch.versions
    if (Math.max(batch.reopened, batch.findings, batch.versions) < BATCH) return total
  }
}
