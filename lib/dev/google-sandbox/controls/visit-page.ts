import { adsNow } from '../ads/account-time.ts'
import { receiveConversions } from '../ads/receive-conversions.ts'
import type { Container, State } from '../state/state.ts'
import type { Visit } from '../visitors/fire-tags.ts'
import type { VisitorEvent } from '../visitors/moments.ts'
import { type Simulation, simulate } from '../visitors/simulate.ts'

/** A visitor does these things on one page, at Google Ads' time unless the visit has another; Google Ads counts what fires. */
export function visitPage(
  state: State,
  container: Container,
  events: readonly VisitorEvent[],
  options: Partial<Visit>,
): Simulation {
  const visit = { now: adsNow(state), ...options }
  const simulation = simulate(container, events, visit)
  receiveConversions(state, simulation.conversions, visit)
  return simulation
}
