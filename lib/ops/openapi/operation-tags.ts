import type { Route } from '../../http/route.ts'

/** A description of each resource, by the first part of its operation ids, in the order of the reference. */
const RESOURCES: Readonly<Record<string, string>> = {
  organization: 'The agency: its name, time zone, and whether versions are published automatically.',
  members: 'The people of the agency and their roles.',
  invitations: 'Who is invited to join. The link is returned once; no e-mail is sent.',
  apiKeys: 'What scripts act by, in place of a user. A key is shown once.',
  customers: 'The clients of the agency: each with its website, container and Google Ads account.',
  connections: 'Google logins that granted access. One login can serve many customers.',
  trackings: 'What is measured: a button, page, form or event, each with its Google Ads conversion.',
  syncRuns: 'Deploying changes to Google: queue, progress and history.',
  findings: 'What needs a look: what does not count, what was changed at Google.',
  reports: 'Counts over the whole organization.',
  auditLog: 'Who changed what, and when.',
  health: 'Whether the service is available.',
  cron: 'What the scheduler calls.',
}

/** The heading of an operation: “Sync runs” for `syncRuns.list`. */
export function tagOf({ id }: Pick<Route, 'id'>): string {
  return headingOf(id.split('.', 1)[0] ?? '')
}

/** The headings of these routes. */
export function tagsOf(routes: readonly Route[]): { name: string; description?: string }[] {
  const found = new Set(routes.map(({ id }) => id.split('.', 1)[0] ?? ''))
  const known = Object.keys(RESOURCES).filter((resource) => found.has(resource))
  return [...new Set([...known, ...found])].map((resource) => ({
    name: headingOf(resource),
    ...(RESOURCES[resource] && { description: RESOURCES[resource] }),
  }))
}

function headingOf(resource: string): string {
  const words = resource.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
