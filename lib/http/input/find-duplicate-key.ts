const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:,]/g

/** An object or array that is being read, and where in it. */
type Level = { keys: Set<string>; at: string } | { keys: undefined; at: number }

/**
 * Finds a name that an object of a JSON text has twice. JSON.parse would keep the last silently, while a proxy in front
 * or a service behind may read the first (RFC 8259 §4).
 * @param json a valid JSON text
 * @returns the path to it: `['parts', '1', 'label']`
 */
export function findDuplicateKey(json: string): string[] | undefined {
  const levels: Level[] = []
  let text = ''
  for (const [token] of json.matchAll(TOKENS)) {
    const level = levels.at(-1)
    if (token === '{') levels.push({ keys: new Set(), at: '' })
    else if (token === '[') levels.push({ keys: undefined, at: 0 })
    else if (token === '}' || token === ']') levels.pop()
    else if (token === ',') {
      if (level && !level.keys) level.at += 1
    } else if (token === ':') {
      if (!level?.keys) continue
      level.at = String(JSON.parse(text))
      if (level.keys.has(level.at)) return levels.map(({ at }) => String(at))
      level.keys.add(level.at)
    } else text = token
  }
  return undefined
}
