import type { Person } from '../state/state.ts'
import type { AuthorizationRequest } from './authorization-request.ts'

const SCOPE_TEXT: Record<string, string> = {
  openid: 'Know who you are',
  email: 'See your e-mail address',
  profile: 'See your name',
  'https://www.googleapis.com/auth/tagmanager.readonly': 'View your Tag Manager containers',
  'https://www.googleapis.com/auth/tagmanager.edit.containers': 'Change your Tag Manager containers',
  'https://www.googleapis.com/auth/tagmanager.delete.containers':
    'Delete Tag Manager containers and workspaces',
  'https://www.googleapis.com/auth/tagmanager.edit.containerversions': 'Make Tag Manager versions',
  'https://www.googleapis.com/auth/tagmanager.publish': 'Publish your Tag Manager containers',
  'https://www.googleapis.com/auth/adwords': 'See and change your Google Ads campaigns and conversions',
}

/** Scopes that identify the person cannot be left out. */
export const IDENTITY_SCOPES = ['openid', 'email', 'profile']

/**
 * The consent page: one form, fields `account` (e-mail), `scope` (repeated) and `decision` (`allow` or `deny`),
 * posted to the address it was read from.
 */
export function consentPage(request: AuthorizationRequest, people: Person[]): string {
  const chosen = people.find((person) => person.email === request.loginHint) ?? people[0]
  const accounts = people.map(
    (person) =>
      `<label class="row"><input type="radio" name="account" value="${escapeHtml(person.email)}" required${
        person === chosen ? ' checked' : ''
      }><span><b>${escapeHtml(person.name)}</b><br>${escapeHtml(person.email)}</span></label>`,
  )
  const scopes = request.scopes.map((scope) => {
    const fixed = IDENTITY_SCOPES.includes(scope)
    const box = fixed
      ? `<input type="hidden" name="scope" value="${escapeHtml(scope)}"><input type="checkbox" checked disabled>`
      : `<input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked>`
    return `<label class="row">${box}<span>${escapeHtml(SCOPE_TEXT[scope] ?? scope)}</span></label>`
  })
  return page(
    'Choose an account',
    `<p>to continue to <b>OneClickTag</b></p>
<form method="post">
<fieldset>${accounts.join('\n') || '<p>This sandbox has no accounts.</p>'}</fieldset>
<h2>OneClickTag wants to</h2>
<fieldset>${scopes.join('\n')}</fieldset>
<div class="buttons"><button name="decision" value="deny" formnovalidate>Deny</button>
<button class="main" name="decision" value="allow">Allow</button></div>
</form>`,
  )
}

export function errorPage(error: string): string {
  return page('Access blocked', `<p>The request is invalid.</p><pre>${escapeHtml(error)}</pre>`)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – Google sandbox</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;background:#f0f4f9;color:#1f1f1f;margin:0;display:grid;min-height:100vh;place-items:center}
main{background:#fff;border-radius:24px;padding:32px;width:min(440px,90vw);box-sizing:border-box}
h1{font-size:28px;font-weight:400;margin:0}h2{font-size:16px}small{color:#5f6368}
fieldset{border:1px solid #dadce0;border-radius:12px;margin:0;padding:4px 12px}
.row{display:flex;gap:12px;align-items:center;padding:10px 0}
.buttons{display:flex;gap:12px;justify-content:end;margin-top:24px}
button{font:inherit;border:1px solid #747775;border-radius:20px;background:#fff;padding:8px 24px;cursor:pointer}
button.main{background:#0b57d0;border-color:#0b57d0;color:#fff}pre{white-space:pre-wrap}
</style></head>
<body><main><small>Sandbox, not Google</small><h1>${title}</h1>${body}</main></body></html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
