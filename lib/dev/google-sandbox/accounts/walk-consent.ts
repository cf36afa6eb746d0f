/**
 * Plays the person at the consent page: posts the form and returns where Google sends the browser next.
 * @param scopes the boxes left ticked; all of them by default
 * @throws Error when the page rejects the request, with its text
 */
export async function walkConsent(
  authorizationUrl: string,
  choice: { email: string; scopes?: string[]; decision?: 'allow' | 'deny' },
): Promise<URL> {
  const form = new URLSearchParams({ account: choice.email, decision: choice.decision ?? 'allow' })
  for (const scope of choice.scopes ?? []) form.append('scope', scope)
  const response = await fetch(authorizationUrl, { method: 'POST', body: form, redirect: 'manual' })
  const location = response.headers.get('location')
  if (response.status !== 302 || !location) {
    const reason = /<pre>([^<]*)/.exec(await response.text())?.[1]
    throw new Error(`The consent page returned ${response.status}: ${reason ?? ''}`)
  }
  return new URL(location)
}
