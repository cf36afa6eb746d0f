/** An error and everything it was made of: causes, the parts of an AggregateError, Prisma's driver error. */
export function causes(error: unknown, depth = 0): object[] {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const meta: unknown = Reflect.get(error, 'meta')
  const inner: unknown[] = [
    Reflect.get(error, 'cause'),
    typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'driverAdapterError') : undefined,
    ...(error instanceof AggregateError ? error.errors : []),
  ]
  return [error, ...inner.flatMap((each) => causes(each, depth + 1))]
}
