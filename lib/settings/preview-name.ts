import { createHash, hkdfSync } from 'node:crypto'
import type { NamedKeys } from './named-keys.ts'

/** What every preview's database is named like; anything else on the server is not a preview. */
export const PREVIEW_NAME = /^preview_[a-z0-9_]+_[0-9a-f]{12}$/

const READABLE_LENGTH = 20

/**
 * The database of a branch: a readable part for people, and a hash that tells apart what reads the same. Letters,
 * digits and `_` only, whatever the branch is called, and with the suffix of a login below PostgreSQL's 63 bytes.
 */
export function previewName(branch: string): string {
  const readable = branch
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, READABLE_LENGTH)
    .replaceAll(/^_+|_+$/g, '')
  const hash = createHash('sha256').update(branch).digest('hex').slice(0, 12)
  return `preview_${readable || 'branch'}_${hash}`
}

/** The logins of a preview, which are its own: roles belong to the whole server. */
export function previewLogins(name: string): { app: string; system: string; owner: string } {
  return { app: `${name}_app`, system: `${name}_system`, owner: `${name}_owner` }
}

/**
 * 32 bytes that only holders of the secret can know, different for each preview and purpose (RFC 5869). So nothing has
 * to be stored or handed on: the build sets what the functions compute again.
 */
export function previewKey(secret: string, name: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `oneclicktag ${name} ${purpose}`, 32))
}

/** The key by which its functions sign claims for its database. */
export function previewClaimKeys(secret: string, name: string): NamedKeys {
  return [{ id: 'preview', key: previewKey(secret, name, 'claims') }]
}

/** The password of one of its logins. */
export function previewPassword(secret: string, name: string, login: 'app' | 'system'): string {
  return previewKey(secret, name, `password of ${login}`).toString('base64url')
}
