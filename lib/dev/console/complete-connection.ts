import { apiClient } from '../../api-client/api-client.ts'
import type { ConsoleContext } from './console-context.ts'
import { html, page } from './page.ts'
import { tokenFor } from './token-for.ts'

/** Completes a connection as whichever made-up user has started it, whom the handle alone does not name. */
export async function completeConnection(context: ConsoleContext, handle: string): Promise<Response> {
  for (const user of context.users) {
    const api = apiClient(context.url, tokenFor(context, user))
    const { data } = await api.POST('/v1/connections/complete', { body: { handle } })
    if (!data) continue
    const location = `${context.url}/console/customers/${data.customerId}?user=${encodeURIComponent(user.email)}`
    return new Response(null, { status: 303, headers: { location } })
  }
  const body = html`<p>No made-up user has a consent under this handle: it is used up or too old, or not all permissions were
granted. Connect the customer again.</p>`
  return page('Not connected', body, 404)
}
