const SAME_OF_ONE: ReadonlyMap<PropertyKey, string> = new Map([
  ['findUnique', 'findFirst'],
  ['findUniqueOrThrow', 'findFirstOrThrow'],
])

/**
 * A model whose look-ups by a unique key are statements of their own. Prisma merges all `findUnique` of one tick into one
 * statement, in the context of whichever caller was last, and so those of two tenants into one tenant's session.
 */
export function withoutMergedReads(model: object): object {
  return new Proxy(model, {
    get(target, key) {
      const other = SAME_OF_ONE.get(key)
      const operation: unknown = Reflect.get(target, other ?? key)
      if (other === undefined || typeof operation !== 'function') return operation
      return (args: { where: object }): unknown =>
        operation.call(target, { ...args, where: withoutCompoundKeys(args.where) })
    },
  })
}

/** `{ a_b: { a, b } }`, which only unique look-ups know, as `{ a, b }`. */
function withoutCompoundKeys(where: object): object {
  const columns = Object.entries(where).map(([name, value]: [string, unknown]) =>
    isCompound(name, value) ? value : { [name]: value },
  )
  return Object.assign({}, ...columns)
}

function isCompound(name: string, value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const parts = Object.keys(value)
  return parts.length > 1 && name.split('_').sort().join() === parts.sort().join()
}
