import type { Method, Route } from './route.ts'

/** All API paths begin with it. */
export const API_PREFIX = '/api'

/** A part of a path: one literal, or a parameter by its name. */
type Segment = { literal: string; param?: undefined } | { literal?: undefined; param: string }
type Pattern = { segments: Segment[]; routes: Route[] }

export type RouteTable = readonly Pattern[]
/** One path that exists, with everything that can be done to it. */
export type PathMatch = { routes: readonly Route[]; segments: string[]; params: Record<string, string> }

/** Groups routes by path, literal segments before parameters: `invitations` before `{userId}`. */
export function routeTable(routes: readonly Route[]): RouteTable {
  const byPath = Map.groupBy(routes, (route) => route.path)
  const patterns = [...byPath].map(([path, group]) => ({
    segments: segmentsOf(path).map(segmentOf),
    routes: group,
  }))
  return patterns.sort((a, b) => specificity(a).localeCompare(specificity(b)))
}

/** Finds the path in the table. Parameters come from the path alone, decoded; a malformed escape matches nothing. */
export function matchPath(table: RouteTable, pathname: string): PathMatch | undefined {
  if (!pathname.startsWith(`${API_PREFIX}/`)) return undefined
  const segments = decodeSegments(pathname.slice(API_PREFIX.length))
  const pattern = segments && table.find((candidate) => fits(candidate.segments, segments))
  if (!pattern) return undefined
  const params = pattern.segments.flatMap(({ param }, index): [string, string][] => {
    const value = segments[index]
    return param && value ? [[param, value]] : []
  })
  return { routes: pattern.routes, segments, params: Object.fromEntries(params) }
}

/** The route for a method; HEAD is handled as GET (RFC 9110 §9.3.2) where that is safe. */
export function routeFor(match: PathMatch, method: string): Route | undefined {
  return method === 'HEAD'
    ? match.routes.find(({ safe }) => safe)
    : match.routes.find((route) => route.method === method)
}

/** What `Allow` says of a path (RFC 9110 §10.2.1). */
export function allowedMethods(match: PathMatch): string[] {
  const methods = match.routes.map((route): Method => route.method)
  return [...methods, ...(match.routes.some(({ safe }) => safe) ? ['HEAD'] : []), 'OPTIONS']
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1)
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return segmentsOf(path).map(decodeURIComponent)
  } catch {
    return undefined
  }
}

function segmentOf(part: string): Segment {
  const param = /^\{(\w+)\}$/.exec(part)?.[1]
  return param ? { param } : { literal: part }
}

function fits(pattern: Segment[], segments: string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every(({ literal, param }, index) =>
      param ? segments[index] !== '' : literal === segments[index],
    )
  )
}

function specificity(pattern: Pattern): string {
  return pattern.segments.map(({ param }) => (param ? '1' : '0')).join('')
}
