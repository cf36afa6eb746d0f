import { nextNumber, type Person, type State } from '../state/state.ts'

export type PersonOptions = { sub?: string; email?: string; name?: string }

/** A Google login. */
export function addPerson(state: State, options: PersonOptions = {}): Person {
  const number = nextNumber(state)
  const email = options.email ?? `person${number}@example.com`
  const sub = options.sub ?? String(100_000_000_000_000_000_000n + BigInt(number))
  const person = { sub, email, name: options.name ?? email }
  state.people.set(person.sub, person)
  return person
}

/** @throws Error when no person has the address: a mistake of the test */
export function personByEmail(state: State, email: string): Person {
  const person = [...state.people.values()].find((one) => one.email === email)
  if (!person) throw new Error(`The sandbox has no Google login ${email}.`)
  return person
}
