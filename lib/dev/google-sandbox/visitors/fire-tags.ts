import type { Contents, Entity } from '../state/contents.ts'
import type { EntityBody } from '../state/entity.ts'
import { type FiredTriggers, firedTriggers, type TriggerProblem } from './fired-triggers.ts'
import type { Moment } from './moments.ts'

/** What kept a tag from firing although a trigger of it fired, or what is wrong with its triggers. */
export type Obstacle = {
  code:
    | 'paused'
    | 'no_trigger'
    | 'before_schedule'
    | 'after_schedule'
    | 'live_only'
    | 'blocked'
    | 'consent_missing'
    | TriggerProblem['code']
  detail: string
}

export type TagOutcome = { tag: string; type: string; fired: number; obstacles: Obstacle[] }

/** The ad that led here: clicked at the visit and of an account that uses the action, unless it is named. */
export type AdClick = { at?: Date; account?: string }

/** Who visits, and when. */
export type Visit = {
  now: Date
  /** Consent by type, such as `ad_storage`; what is not named is granted. */
  consent?: Readonly<Record<string, 'granted' | 'denied'>> | undefined
  /** Looks at the site through Tag Manager's preview mode. */
  preview?: boolean | undefined
  /** Whether the visitor has clicked an ad, which everyone has unless it is `false`. */
  adClick?: boolean | AdClick | undefined
}

type Firing = { tag: EntityBody; moment: Moment }

/** The tags that fire at these moments of one page, in order, and what became of each tag. */
export function fireTags(contents: Contents, moments: readonly Moment[], visit: Visit) {
  const fired = firedTriggers(contents, moments)
  const firings: Firing[] = []
  const outcomes = [...contents.tag.values()].map((tag): TagOutcome => {
    const { times, obstacles } = outcomeOf(contents, tag, fired, visit)
    firings.push(...times.map((moment) => ({ tag: tag.body, moment })))
    return {
      tag: tag.body.name,
      type: tag.body.type ?? '',
      fired: times.length,
      obstacles: distinct(obstacles),
    }
  })
  return { firings, outcomes }
}

function outcomeOf(contents: Contents, { body }: Entity, fired: FiredTriggers[], visit: Visit) {
  const { firingTriggerId = [], blockingTriggerId = [], tagFiringOption } = body
  const times: Moment[] = []
  const obstacles =
    firingTriggerId.length > 0 ? [] : [obstacle('no_trigger', 'The tag has no firing trigger.')]
  for (const { moment, ids, problems } of fired) {
    const triggers = [...firingTriggerId, ...blockingTriggerId]
    for (const { triggerId, code, detail } of problems) {
      if (triggers.includes(triggerId)) obstacles.push(obstacle(code, detail))
    }
    const matches = firingTriggerId.filter((id) => ids.has(id))
    if (matches.length === 0) continue
    const blocking = blockingTriggerId.find((id) => ids.has(id))
    const found = [
      ...obstaclesOfTag(body, visit),
      ...(blocking ? [obstacle('blocked', contents.trigger.get(blocking)?.body.name ?? blocking)] : []),
    ]
    obstacles.push(...found)
    if (found.length > 0 || (tagFiringOption === 'oncePerLoad' && times.length > 0)) continue
    times.push(...(tagFiringOption === 'unlimited' ? matches.map(() => moment) : [moment]))
  }
  return { times, obstacles }
}

/** What keeps a tag from firing whatever its triggers say. */
function obstaclesOfTag(tag: EntityBody, { now, consent = {}, preview = false }: Visit): Obstacle[] {
  const at = (ms: string) => new Date(Number(ms)).toISOString()
  const { paused, scheduleStartMs: start, scheduleEndMs: end, liveOnly } = tag
  const obstacles: Obstacle[] = []
  if (paused) obstacles.push(obstacle('paused', 'The tag is paused.'))
  if (start && Number(start) > now.getTime()) obstacles.push(obstacle('before_schedule', at(start)))
  if (end && Number(end) <= now.getTime()) obstacles.push(obstacle('after_schedule', at(end)))
  if (liveOnly && preview) obstacles.push(obstacle('live_only', 'The tag fires on the live site only.'))
  for (const type of consentNeeded(tag)) {
    if (consent[type] === 'denied') obstacles.push(obstacle('consent_missing', type))
  }
  return obstacles
}

function consentNeeded({ consentSettings }: EntityBody): string[] {
  if (consentSettings?.consentStatus !== 'needed') return []
  return (consentSettings.consentType?.list ?? []).flatMap(({ value }) => value ?? [])
}

function obstacle(code: Obstacle['code'], detail: string): Obstacle {
  return { code, detail }
}

function distinct(obstacles: Obstacle[]): Obstacle[] {
  return [...new Map(obstacles.map((one) => [`${one.code} ${one.detail}`, one])).values()]
}
