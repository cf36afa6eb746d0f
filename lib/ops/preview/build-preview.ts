import { parseEnv } from '../../settings/env.ts'
import { createPreview } from './create-preview.ts'

/**
 * Creates or updates a preview's database during a build on Vercel; does nothing for production, on a local machine, or
 * without a preview server. Settings with which the functions would not start fail the build here already.
 * @returns what was done, one line each
 * @throws SettingsError; and what `createPreview` throws
 */
export async function buildPreview(given: Readonly<Record<string, string | undefined>>): Promise<string[]> {
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
