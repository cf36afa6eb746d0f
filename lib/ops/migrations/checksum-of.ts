import { createHash } from 'node:crypto'

/** The checksum that Prisma records of a migration's script: SHA-256, in hexadecimal. */
export function checksumOf(script: string | Buffer): string {
  return createHash('sha256').update(script).digest('hex')
}
