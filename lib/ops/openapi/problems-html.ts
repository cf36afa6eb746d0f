import { PROBLEMS } from '../../http/problem.ts'
import { ERROR_CODES, type ErrorCode } from '../../model/error-code.ts'
import { PROBLEM_GUIDE } from './problem-guide.ts'

/** The explanation of every code as HTML, each with its code as anchor: where the `type` of a problem leads. */
export function problemsHtml(): string {
  return ERROR_CODES.toSorted((a, b) => PROBLEMS[a].status - PROBLEMS[b].status)
    .map(problemHtml)
    .join('\n')
}

function problemHtml(code: ErrorCode): string {
  const { status, title } = PROBLEMS[code]
  const { means, remedy } = PROBLEM_GUIDE[code]
  return `<article class="problem" id="${code}">
  <h3><a href="#${code}"><code>${code}</code></a> ${inHtml(title)} <span>${status}</span></h3>
  <p>${inHtml(means)}</p>
  <p><strong>What to do:</strong> ${inHtml(remedy)}</p>
</article>`
}

/** Plain text in which backquotes mark code. */
function inHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return escaped.replace(/`([^`]*)`/g, '<code>$1</code>')
}
