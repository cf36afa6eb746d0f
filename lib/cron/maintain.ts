import { signChains } from '../audit/sign-chains.ts'
import { sumRefusals } from '../audit/sum-refusals.ts'

/** Nothing is begun after this, so that the last part ends within the function's limit. In milliseconds. */
const BEGIN_UNTIL_MS = 200_000

/** What the database needs done from time to time: refused attempts are summed up, audit chains checked and signed. */
export async function maintain(
  now: () => Date = () => new Date(),
): Promise<{ refusals: number; chains: { signed: number; broken: number } }> {
  const beginUntil = new Date(now().getTime() + BEGIN_UNTIL_MS)
  const refusals = await sumRefusals(beginUntil, now)
  return { refusals, chains: await signChains(beginUntil, now) }
}
