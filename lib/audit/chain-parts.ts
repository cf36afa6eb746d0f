import { callSystem } from '../db/system-pool.ts'
import { type ChainEnd, type CheckedPart, ENTRIES_AT_A_TIME } from './chain-end.ts'

/** Checks a chain behind an end, part by part; the last one is the end of the chain, or tells where it breaks. */
export async function* chainParts(organizationId: string, from: ChainEnd): AsyncGenerator<CheckedPart> {
  let end = from
  for (;;) {
    const [part] = await callSystem<CheckedPart>('select * from app.check_chain($1, $2, $3, $4)', [
      organizationId,
      end.sequence,
      end.hash,
      ENTRIES_AT_A_TIME,
    ])
    if (!part) return
    yield part
    end = part
  }
}
