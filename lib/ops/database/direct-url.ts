/**
 * DIRECT_DATABASE_URL: the login of migrations, bypassing any pooler.
 * @throws Error that explains the problem without the URL's text
 */
export function directUrl(env: Record<string, string | undefined> = process.env): string {
  const url = env['DIRECT_DATABASE_URL']
  if (!url)
    throw new Error('DIRECT_DATABASE_URL is not set. It names the migration login (see .env.example).')
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new Error(
      'DIRECT_DATABASE_URL must be a postgresql:// URL: migrations cannot run through Prisma Accelerate.',
    )
  }
  if (usesPooler(new URL(url))) {
    throw new Error('DIRECT_DATABASE_URL must bypass the pooler: migrations hold a lock in their session.')
  }
  return url
}

/** Prisma's marker of a pooler, Neon's host names, and the port of Supabase's transaction mode. */
function usesPooler({ searchParams, hostname, port }: URL): boolean {
  return searchParams.get('pgbouncer') === 'true' || /-pooler\./.test(hostname) || port === '6543'
}
