import { rejectAds } from '../errors/ads-errors.ts'

type Literal = { text: string; quoted: boolean }
const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const
type Operator = (typeof COMPARISONS)[number] | 'IN' | 'NOT IN' | 'BETWEEN'
export type GaqlCondition = { field: string; operator: Operator; values: Literal[] }
export type GaqlQuery = { select: string[]; from: string; where: GaqlCondition[]; limit: number | undefined }

const TOKEN = /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([!<>]=|[=<>(),])|([\w.-]+))/y

/**
 * A small strict reader of the Google Ads Query Language: SELECT, FROM, WHERE with comparisons, `IN`, `NOT IN` and
 * `BETWEEN` joined by AND, LIMIT.
 * @see https://developers.google.com/google-ads/api/docs/query/grammar
 * @throws GoogleRejectionError with a queryError
 */
export function parseGaql(text: string): GaqlQuery {
  const tokens = tokenize(text)
  let position = 0
  const peek = () => tokens[position]
  const isWord = (word: string) => {
    const token = peek()
    return token !== undefined && !token.quoted && token.text.toUpperCase() === word
  }
  const take = () => {
    const token = peek()
    position += 1
    return token ?? bad('Error in query: unexpected end of query.')
  }
  const skip = (word: string) => {
    if (!isWord(word)) bad(`Error in query: expected ${word} near "${peek()?.text ?? 'end'}".`)
    position += 1
  }
  const list = (one: () => void) => {
    one()
    while (isWord(',')) {
      position += 1
      one()
    }
  }

  const query: GaqlQuery = { select: [], from: '', where: [], limit: undefined }
  skip('SELECT')
  list(() => query.select.push(take().text))
  skip('FROM')
  query.from = take().text
  if (isWord('WHERE')) {
    do {
      position += 1
      query.where.push(condition())
    } while (isWord('AND'))
  }
  if (isWord('LIMIT')) {
    position += 1
    query.limit = Number(take().text) || bad('Error in query: LIMIT must be a positive number.')
  }
  if (position < tokens.length) bad(`Error in query: unexpected input "${peek()?.text}".`)
  return query

  function condition(): GaqlCondition {
    const field = take().text
    const comparison = COMPARISONS.find(isWord)
    if (comparison) {
      position += 1
      return { field, operator: comparison, values: [take()] }
    }
    if (isWord('BETWEEN')) {
      position += 1
      const from = take()
      skip('AND')
      return { field, operator: 'BETWEEN', values: [from, take()] }
    }
    const negated = isWord('NOT')
    if (negated) position += 1
    skip('IN')
    skip('(')
    const values: Literal[] = []
    list(() => values.push(take()))
    skip(')')
    return { field, operator: negated ? 'NOT IN' : 'IN', values }
  }
}

function tokenize(text: string): Literal[] {
  const tokens: Literal[] = []
  const end = text.trimEnd().length
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < end; ) {
    const [, string, symbol, word] = TOKEN.exec(text) ?? bad('Error in query: unexpected input.')
    if (string) tokens.push({ text: string.slice(1, -1).replace(/\\(.)/g, '$1'), quoted: true })
    else tokens.push({ text: symbol ?? word ?? '', quoted: false })
  }
  return tokens
}

function bad(message: string): never {
  return rejectAds('queryError', 'UNEXPECTED_INPUT', message)
}
