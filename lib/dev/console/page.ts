const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}

/** Text, or HTML that `html` has made. */
type Part = string | number | Html
class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A template of HTML, in which whatever is filled in is escaped unless it is HTML itself. */
export function html(texts: TemplateStringsArray, ...parts: readonly (Part | readonly Html[])[]): Html {
  return new Html(
    texts.map((text, index) => text + [parts[index] ?? ''].flat().map(escaped).join('\n')).join(''),
  )
}

function escaped(part: Part): string {
  return part instanceof Html
    ? part.text
    : String(part).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** A page of the stand-in for the console. */
export function page(title: string, body: Html, status = 200): Response {
  const { text } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – npm run dev</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}
label{display:block;margin:1rem 0}input,select,button{font:inherit;padding:.4rem .6rem}input,select{width:100%;box-sizing:border-box}
pre{overflow:auto;padding:.8rem;border:1px solid;border-radius:.4rem}small{opacity:.7}
</style></head>
<body><small>Stand-in for the console, in development only</small><h1>${title}</h1>${body}</body></html>
`
  return new Response(text, { status, headers: HEADERS })
}
