/**
 * Whether one of our functions raised this SQLSTATE: it stands in the driver's error, or inside Prisma's where the
 * connection is Accelerate's.
 */
export function raised(error: unknown, sqlState: string): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : undefined
  return code === sqlState || ('meta' in error && JSON.stringify(error.meta).includes(`"${sqlState}"`))
}
