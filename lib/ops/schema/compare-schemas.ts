import type { SchemaObject } from './describe-schema.ts'

/** What of a text makes a difference: no comments in the bodies of functions, and no indentation. */
function lines(sql: string): string[] {
  return sql
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*--.*/, '')
        .trim()
        .replace(/,$/, ''),
    )
    .filter((line) => line !== '')
}

const without = (some: readonly string[], others: readonly string[]) => {
  const known = new Set(others)
  return some.filter((line) => !known.has(line))
}

/** How two schemas differ, for people: what is gone, what is new, and the lines of what has changed. */
export function compareSchemas(before: readonly SchemaObject[], after: readonly SchemaObject[]): string[] {
  const earlier = new Map(before.map(({ name, sql }) => [name, lines(sql)]))
  const later = new Map(after.map(({ name, sql }) => [name, lines(sql)]))
  const changed = [...later].flatMap(([name, now]) => {
    const then = earlier.get(name)
    if (then === undefined || then.join('\n') === now.join('\n')) return []
    const removed = without(then, now).map((line) => `  - ${line}`)
    const added = without(now, then).map((line) => `  + ${line}`)
    const moved = removed.length + added.length === 0 ? ['  the order of its lines'] : []
    return [`changed: ${name}`, ...removed, ...added, ...moved]
  })
  return [
    ...without([...earlier.keys()], [...later.keys()]).map((name) => `gone: ${name}`),
    ...without([...later.keys()], [...earlier.keys()]).map((name) => `new: ${name}`),
    ...changed,
  ]
}
