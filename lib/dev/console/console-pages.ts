import { z } from 'zod'
import { type ApiClient, apiClient } from '../../api-client/api-client.ts'
import { completeConnection } from './complete-connection.ts'
import type { ConsoleContext, MadeUpUser } from './console-context.ts'
import { html, page } from './page.ts'
import { tokenFor } from './token-for.ts'
import { visitSite } from './visit-site.ts'

const Choice = z.object({ googleContainerId: z.string(), googleAdsAccountId: z.string() })

/**
 * What stands in for the console in development: the page on which a browser lands after the consent, which completes the
 * connection and lets one choose container and Google Ads account, a visit of a site, and tokens of the made-up users.
 * @returns `undefined` for every other address, and for a page of another site that has the browser ask
 */
export async function consolePages(context: ConsoleContext, request: Request): Promise<Response | undefined> {
  const url = new URL(request.url)
  if (!/^(127\.0\.0\.1|localhost)$/.test(url.hostname)) return undefined
  const [, area, kind, id = ''] = url.pathname.split('/')
  const user = (email: string | null) => context.users.find((each) => each.email === email)
  if (area === 'dev' && kind === 'token') return tokenOf(context, user(decodeURIComponent(id)))
  if (area !== 'console') return undefined
  const handle = url.searchParams.get('connection')
  if (handle !== null) return completeConnection(context, handle)
  if (kind === 'visit') return visitSite(context, request)
  const signedIn = user(url.searchParams.get('user'))
  if (kind === 'customers' && signedIn) {
    const api = apiClient(context.url, tokenFor(context, signedIn))
    return request.method === 'POST' ? choose(context, api, id, request) : showChoices(context, id)
  }
  return overview(context, url.searchParams)
}

function tokenOf(context: ConsoleContext, user: MadeUpUser | undefined): Response {
  return user
    ? new Response(`${tokenFor(context, user)}\n`, { headers: { 'cache-control': 'no-store' } })
    : new Response('No made-up user has this address.\n', { status: 404 })
}

function showChoices({ sandbox }: ConsoleContext, customerId: string, problem = ''): Response {
  const { containers, adsCustomers } = sandbox.state
  const containerOptions = [...containers.values()].map(
    ({ publicId, name }) => html`<option value="${publicId}">${publicId} (${name})</option>`,
  )
  const adsOptions = [...adsCustomers.values()]
    .filter(({ manager }) => !manager)
    .map(({ id, descriptiveName }) => html`<option value="${id}">${id} (${descriptiveName})</option>`)
  return page(
    'Connected: choose what to work in',
    html`<p>${problem || `The Google login of customer ${customerId} is stored. These are in the sandbox:`}</p>
<form method="post">
<label>Container <select name="googleContainerId">${containerOptions}</select></label>
<label>Google Ads account <select name="googleAdsAccountId">${adsOptions}</select></label>
<button>Choose</button></form>`,
    problem ? 400 : 200,
  )
}

async function choose(
  context: ConsoleContext,
  api: ApiClient,
  customerId: string,
  request: Request,
): Promise<Response> {
  if (request.headers.get('origin') !== new URL(request.url).origin) return showChoices(context, customerId)
  const choice = Choice.safeParse(Object.fromEntries(new URLSearchParams(await request.text())))
  if (!choice.success) return showChoices(context, customerId, 'Choose both.')
  const { data, error } = await api.PATCH('/v1/customers/{customerId}', {
    params: { path: { customerId } },
    body: choice.data,
  })
  if (!data) return showChoices(context, customerId, error.detail)
  const sync = `curl -X POST -H "Authorization: Bearer $TOKEN" ${context.url}/api/v1/customers/${customerId}/sync`
  return page(
    `${data.name}: ${data.status}`,
    html`<p>Container ${choice.data.googleContainerId} and Google Ads account ${choice.data.googleAdsAccountId} are chosen.
A sync brings its trackings there:</p><pre>${sync}</pre>`,
  )
}

function overview({ url, users }: ConsoleContext, query: URLSearchParams): Response {
  const error = query.get('error')
  const invitation = query.get('invitation')
  const people = users.map(
    ({ email, role }) => html`<li>${email} (${role}): <a href="/dev/token/${email}">token</a></li>`,
  )
  const happened = error
    ? html`<p>The consent ended with <b>${error}</b>, and nothing was stored. Connect the customer again.</p>`
    : html``
  const accept = `curl -X POST -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"token":"${invitation ?? ''}"}' ${url}/api/v1/members/invitations/accept`
  const invited = invitation
    ? html`<p>Whoever was invited accepts with a token of their own:</p><pre>${accept}</pre>`
    : html``
  return page(
    'Where the console will be',
    html`${happened}${invited}<ul>${people}</ul>
<p><a href="/console/visit">Visit a site</a> · <a href="/docs">API reference</a> · <a href="/openapi.json">OpenAPI document</a></p>`,
  )
}
