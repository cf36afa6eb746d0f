import { parseEnv } from '../../settings/env.ts'
import { createPreview } from './create-preview.ts'

type Given = Readonly<Record<string, string | undefined>>

/**
 * What a build on Vercel does for a preview's database; nothing for production, on a machine of one's own, or where no
 * preview server is set up. Settings with which the functions would not start end the build here already.
 * @returns what it did, one line each
 * @throws SettingsError; and what `createPreview` throws
 */
export async function buildPreview(given: Given): Promise<string[]> {
  if (given['VERCEL'] !== '1' || given['VERCEL_ENV'] !== 'preview') return []
  const { PREVIEW_ADMIN_DATABASE_URL: adminUrl, VERCEL_GIT_COMMIT_REF: branch } = given
  if (!adminUrl) return ['No PREVIEW_ADMIN_DATABASE_URL: this preview gets no database, and no API.']
  parseEnv(given)
  return createPreview(adminUrl, {
    branch: branch ?? '',
    secret: given['PREVIEW_SECRET'] ?? '',
    pullRequest: given['VERCEL_GIT_PULL_REQUEST_ID'] || undefined,
  })
}
