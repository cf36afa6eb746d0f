import { env } from '../../../settings/env.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'

const TIMEOUT_MS = 10_000

/** Tag Manager responds: without a token it says so, and a quota is not touched. */
export const checkTagManager: DoctorCheck = {
  name: 'google-tag-manager',
  settings: ['GOOGLE_TAG_MANAGER_URL'],
  needs: [],
  find: async () => {
    const url = env().GOOGLE_TAG_MANAGER_URL
    const response = await statusAt(`${url}/tagmanager/v2/accounts`)
    return [response ? { status: 'ok', what: 'reached' } : notReached(url, 'GOOGLE_TAG_MANAGER_URL')]
  },
}

/** Google Ads responds, and knows the version of its API. */
export const checkGoogleAds: DoctorCheck = {
  name: 'google-ads',
  settings: ['GOOGLE_ADS_URL', 'GOOGLE_ADS_API_VERSION'],
  needs: [],
  find: async () => {
    const { GOOGLE_ADS_URL: url, GOOGLE_ADS_API_VERSION: version } = env()
    const response = await statusAt(`${url}/${version}/customers:listAccessibleCustomers`)
    if (!response) return [notReached(url, 'GOOGLE_ADS_URL')]
    return [judgeAds(response, version)]
  },
}

/** Without a token Google Ads asks for one, before it looks at anything else but the version. */
function judgeAds({ status, text }: { status: number; text: string }, version: string): Found {
  if (status === 429 || (status >= 500 && status !== 501)) {
    return { status: 'warn', what: `reached, and responds with ${status}`, fix: 'try again later' }
  }
  if ([400, 401, 403].includes(status) && !text.includes('UNSUPPORTED_VERSION')) {
    return { status: 'ok', what: `reached, version ${version}` }
  }
  return {
    status: 'fail',
    what: `reached, and does not know version ${version}`,
    fix: 'set GOOGLE_ADS_API_VERSION to one that Google has not retired',
  }
}

function notReached(url: string, setting: string): Found {
  const host = new URL(url).host
  return { status: 'fail', what: `${host} is not reached`, fix: `allow https to it, or correct ${setting}` }
}

async function statusAt(url: string): Promise<{ status: number; text: string } | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    return { status: response.status, text: await response.text() }
  } catch {
    return undefined
  }
}
