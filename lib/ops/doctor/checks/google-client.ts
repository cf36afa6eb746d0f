import { GoogleError } from '../../../google/google-error.ts'
import { refreshAccessToken } from '../../../google/google-oauth.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'

const MADE_UP = 'a-refresh-token-that-nobody-has'

/** Google's token endpoint is reached and knows the OAuth client: with its secret, only the token is rejected. */
export const checkGoogleClient: DoctorCheck = {
  name: 'google-client',
  settings: ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_OAUTH_URL'],
  needs: [],
  find: async () => [await refreshAccessToken(MADE_UP).then(() => KNOWN, judge)],
}

const KNOWN: Found = { status: 'ok', what: 'the token endpoint knows client and secret' }

function judge(error: unknown): Found {
  if (!(error instanceof GoogleError)) throw error
  if (error.reason === 'grant_revoked') return KNOWN
  if (error.reason === 'client_rejected') {
    return {
      status: 'fail',
      what: 'the token endpoint does not know GOOGLE_CLIENT_ID with GOOGLE_CLIENT_SECRET (invalid_client)',
      fix: 'copy both from the same OAuth client in the Google Cloud console',
    }
  }
  return {
    status: 'fail',
    what: `the token endpoint is not reached (${error.reason})`,
    fix: 'allow https to the host of GOOGLE_OAUTH_URL, oauth2.googleapis.com by default; try again',
  }
}
