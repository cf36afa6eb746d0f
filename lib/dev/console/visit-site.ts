import { z } from 'zod'
import type { Simulation } from '../google-sandbox/visitors/simulate.ts'
import type { ConsoleContext } from './console-context.ts'
import { html, page } from './page.ts'

const WHAT = {
  pageview: 'opens the page',
  click: 'clicks',
  form: 'sends a form',
  custom: 'causes an event',
} as const

const Visit = z.object({
  container: z.string().min(1),
  type: z.enum(['pageview', 'click', 'form', 'custom']),
  url: z.url(),
  /** The page, or as much of it as matters, and what is touched there. */
  html: z.string().default('<button id="buy">Buy</button>'),
  element: z.string().default('#buy'),
  eventName: z.string().default(''),
})
type Visit = z.infer<typeof Visit>

const START: Visit = {
  ...Visit.parse({ container: '-', type: 'click', url: 'https://bakery.example/' }),
  container: '',
}

/** A page on which one visits the site of a container as a visitor would, and sees what counts and what fires. */
export async function visitSite({ sandbox }: ConsoleContext, request: Request): Promise<Response> {
  const containers = [...sandbox.state.containers.values()].map(({ publicId }) => publicId)
  if (request.method !== 'POST') return form(containers, { ...START, container: containers[0] ?? '' })
  const sent = Visit.safeParse(Object.fromEntries(new URLSearchParams(await request.text())))
  if (!sent.success) return form(containers, START, z.prettifyError(sent.error), 400)
  const { container, type, url, eventName, ...touched } = sent.data
  try {
    const event =
      type === 'pageview'
        ? ({ type, url } as const)
        : type === 'custom'
          ? ({ type, url, eventName } as const)
          : ({ type, url, ...touched } as const)
    return result(sent.data, sandbox.simulate(container, event))
  } catch (error) {
    return form(containers, sent.data, error instanceof Error ? error.message : String(error), 400)
  }
}

function form(containers: readonly string[], visit: Visit, problem = '', status = 200): Response {
  const chosen = (is: boolean) => (is ? html` selected` : html``)
  return page(
    'Visit a site',
    html`<p>${problem || 'What is live in the container decides what counts, as on a real site.'}</p>
<form method="post">
<label>Container <select name="container">${containers.map((id) => html`<option${chosen(id === visit.container)}>${id}</option>`)}</select></label>
<label>A visitor <select name="type">${Object.entries(WHAT).map(([type, text]) => html`<option value="${type}"${chosen(type === visit.type)}>${text}</option>`)}</select></label>
<label>Address <input name="url" value="${visit.url}"></label>
<label>Page, for a click or a form <input name="html" value="${visit.html}"></label>
<label>Element on it <input name="element" value="${visit.element}"></label>
<label>Event <input name="eventName" value="${visit.eventName}"></label>
<button>Visit</button></form>`,
    status,
  )
}

function result({ container, url }: Visit, { conversions, tags }: Simulation): Response {
  const counted = conversions.map(
    ({ tag, conversionId, label, linked }) =>
      html`<li>“${tag}” under AW-${conversionId}/${label}${linked ? '' : ', without the click that led here: no Conversion Linker fires'}</li>`,
  )
  const seen = tags.map(
    ({ tag, fired, obstacles }) =>
      html`<li>“${tag}”: ${fired === 0 ? 'did not fire' : `fired ${fired} ×`}${obstacles.map(({ code, detail }) => `; ${code}: ${detail}`).join('')}</li>`,
  )
  return page(
    `${conversions.length} conversion${conversions.length === 1 ? '' : 's'} counted`,
    html`<p>By what is live in ${container}, at ${url}</p><ul>${counted}</ul>
<h2>Every live tag</h2><ul>${seen}</ul><p><a href="/console/visit">Visit again</a></p>`,
  )
}
