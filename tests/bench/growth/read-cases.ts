import { z } from 'zod'
import type { DeclaredRoute } from '../../../lib/ops/openapi/all-routes.ts'
import { placeName } from '../../fixtures/id-places.ts'
import { attackable, type OwnIds, pathOf } from '../../fixtures/route-calls.ts'
import type { Kind } from '../../fixtures/stocked-tenant.ts'

/** A read with one set of parameters, for any organization. */
export type ReadCase = { name: string; rate: DeclaredRoute['rate']; pathFor: (own: OwnIds) => string }

/** Of the values of a parameter the first, the last and the one in the middle stand for all. */
const samplesOf = (values: readonly string[]) => [
  ...new Set([0, Math.floor(values.length / 2), values.length - 1].map((index) => values[index] ?? '')),
]

/** Texts that a query takes, by name. Times are left out: they say how much is read. */
const TEXTS: Readonly<Record<string, string>> = {
  q: 'shop',
  action: 'tracking.create',
  targetType: 'tracking',
}

const Properties = z.looseObject({
  properties: z.record(z.string(), z.looseObject({ enum: z.array(z.string()).optional() })).default({}),
})

/** Why a GET is not measured. */
export function unmeasured({ auth, rate }: DeclaredRoute): string | undefined {
  if (typeof auth !== 'string') return 'public: it opens no session of an organization'
  if (auth === 'cron') return 'of the schedule, for all organizations at once'
  return rate === 'google' ? 'asks Google' : undefined
}

/**
 * Every GET of members, as the routes declare them: without parameters, and with each parameter alone that chooses or
 * sorts. A new route or parameter is measured without being named here.
 */
export function readCases(routes: readonly DeclaredRoute[]): ReadCase[] {
  return routes
    .filter((route) => route.method === 'GET' && unmeasured(route) === undefined)
    .flatMap((route) => [
      readCase(route, ''),
      // An export is limited to ten a minute; what it chooses by, the list does too.
      ...queriesOf(route)
        .filter(({ name }) => route.rate !== 'export' || ['format', 'from'].includes(name))
        .map((query) => readCase(route, query.label, query.textFor)),
    ])
}

type Query = { name: string; label: string; textFor: (own: OwnIds) => string }

function readCase(
  route: DeclaredRoute,
  label: string,
  textFor: (own: OwnIds) => string = () => '',
): ReadCase {
  return {
    name: `${route.id}${label && ` ${label}`}`,
    rate: route.rate,
    pathFor: (own) => pathOf(route, own) + textFor(own),
  }
}

function queriesOf(route: DeclaredRoute): Query[] {
  const rows = new Map(
    attackable(route).flatMap(({ place, kind }): [string, Kind][] =>
      place.part === 'query' && kind !== 'cursor' ? [[placeName(place).slice('query.'.length), kind]] : [],
    ),
  )
  const schema = Properties.parse(z.toJSONSchema(route.query, { io: 'input', unrepresentable: 'any' }))
  return Object.entries(schema.properties).flatMap(([name, { enum: values }]): Query[] => {
    const kind = rows.get(name)
    if (kind) return [{ name, label: name, textFor: (own) => `?${name}=${encodeURIComponent(own[kind])}` }]
    const given = values ?? (TEXTS[name] === undefined ? [] : [TEXTS[name]])
    return (given.length > 0 ? samplesOf(given) : []).map((value) => ({
      name,
      label: `${name}=${value}`,
      textFor: () => `?${name}=${encodeURIComponent(value)}`,
    }))
  })
}
