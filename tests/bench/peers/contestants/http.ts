import { setupServer } from 'msw/node'
import reports from '../../../../api/v1/reports.ts'
import trackings from '../../../../api/v1/trackings.ts'
import { verifyIdToken } from '../../../../lib/auth/verify-id-token.ts'
import { firebaseHandlers, signIn } from '../../../fixtures/firebase.ts'
import { type Caller, type Connect, NEW_TRACKING, PAGE } from '../contestant.ts'

const API = 'https://api.test/api/v1'

/** The functions as Vercel calls them, each caller with an ID token; the body of the response is read. */
export const http: Connect = async () => {
  const tokens = new Map<string, string>()
  const tokenOf = ({ firebaseUid }: Caller): string => {
    const known = tokens.get(firebaseUid)
    if (known) return known
    const token = signIn({ uid: firebaseUid })
    tokens.set(firebaseUid, token)
    return token
  }
  const send = async (
    api: typeof trackings,
    caller: Caller,
    path: string,
    body?: object,
  ): Promise<unknown> => {
    const headers = {
      authorization: `Bearer ${tokenOf(caller)}`,
      'x-real-ip': '192.0.2.1',
      ...(body && { 'content-type': 'application/json' }),
    }
    const content = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const response = await api.fetch(new Request(`${API}${path}`, { headers, ...content }))
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }
  await fetchCertificates()
  return {
    list: (caller) => send(trackings, caller, `/trackings?customerId=${caller.customerId}&limit=${PAGE}`),
    get: (caller) => send(trackings, caller, `/trackings/${caller.trackingId}`),
    report: (caller) => send(reports, caller, '/reports/overview'),
    create(caller, name) {
      const { type, selector, conversionCategory: category, conversionCounting: counting } = NEW_TRACKING
      const { customerId } = caller
      return send(trackings, caller, '/trackings', {
        customerId,
        name,
        type,
        selector,
        conversion: { category, counting },
      })
    },
  }
}

/** The service keeps Google’s certificates after its first token; nothing is in its way when it is measured. */
async function fetchCertificates(): Promise<void> {
  const server = setupServer(...firebaseHandlers)
  server.listen()
  await verifyIdToken(signIn({ uid: 'first' }))
  server.close()
}
