import { GoogleError } from './google-error.ts'

/**
 * Runs `work` with an access token. One that Google rejects before its time (a withdrawn grant) is replaced once, and
 * `work` runs again: it may only read.
 * @param tokenFor gives a usable token; `rejected` is one that Google has just rejected
 * @throws what `tokenFor` or `work` throws
 */
export async function withFreshToken<T>(
  tokenFor: (options: { rejected?: string }) => Promise<string>,
  work: (token: string) => Promise<T>,
): Promise<T> {
  const token = await tokenFor({})
  try {
    return await work(token)
  } catch (error) {
    if (!(error instanceof GoogleError && error.reason === 'access_token_rejected')) throw error
    return await work(await tokenFor({ rejected: token }))
  }
}
