const PROSE = new Set(['summary', 'description', 'title', 'detail'])

/** The texts for people in an OpenAPI document, each with the path of keys that leads to it. */
export function apiTexts(value: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = `${path}/${key}`
    return typeof inner === 'string' && PROSE.has(key) ? [{ path: at, text: inner }] : apiTexts(inner, at)
  })
}
