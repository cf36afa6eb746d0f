import type { Client } from 'pg'
import { type Comparison, compareWithin } from './compare.ts'
import type { Call } from './instance.ts'
import { LIMITS } from './limits.ts'
import { type Side, turnOf } from './measured-side.ts'

const LIST = '/v1/trackings'
const PAGE = 20
const DEEP = 5_000
/** The largest that a caller may ask for; a cursor leads on with any limit. */
const STRIDE = 100
const ROUNDS = 20
const REQUESTS = 10

export type DeepPage = Comparison & { page: number; rowsBefore: number }

/** A first page against page 5,000 of an organization with 120,000 trackings, by the cursors that the API gives. */
export async function deepPages(side: Side, observer: Client): Promise<DeepPage[]> {
  const pages: DeepPage[] = []
  for (const sort of ['createdAt', 'name']) {
    const path = `${LIST}?sort=${sort}`
    const cursor = await walk(side, path)
    const turn = (more: string) => () =>
      turnOf(side, observer, Array<Call>(REQUESTS).fill(get(`${path}&limit=${PAGE}${more}`)))
    const compared = await compareWithin(
      LIMITS.pages,
      `trackings.list by ${sort}`,
      ROUNDS,
      turn(''),
      turn(`&cursor=${cursor}`),
    )
    pages.push({ ...compared, page: DEEP, rowsBefore: (DEEP - 1) * PAGE })
  }
  return pages
}

/** The cursor of the page. */
async function walk({ instance }: Side, path: string): Promise<string> {
  const before = (DEEP - 1) * PAGE
  const limits = [
    ...Array<number>(Math.floor(before / STRIDE)).fill(STRIDE),
    ...(before % STRIDE ? [before % STRIDE] : []),
  ]
  let cursor = ''
  for (const limit of limits) {
    const [page] = await instance.run([get(`${path}&limit=${limit}${cursor && `&cursor=${cursor}`}`)])
    if (!page?.nextCursor) throw new Error('there are not so many')
    cursor = encodeURIComponent(page.nextCursor)
  }
  return cursor
}

const get = (path: string): Call => ({ uid: 'growth-large', email: 'large@growth.test', method: 'GET', path })
