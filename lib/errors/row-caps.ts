import type { KnownProblem } from './known-problem.ts'

export const TOO_MANY_CUSTOMERS: KnownProblem = {
  code: 'limit_reached',
  detail: 'An organization has at most 10,000 customers. Delete those that you no longer look after.',
}

export const TOO_MANY_TRACKINGS: KnownProblem = {
  code: 'limit_reached',
  detail: 'An organization has at most 100,000 trackings. Delete those that are no longer needed.',
}

export const TOO_MANY_OF_CUSTOMER: KnownProblem = {
  code: 'limit_reached',
  detail: 'A customer has at most 20,000 trackings. Delete those of it that are no longer needed.',
}

export const TOO_MANY_CONSENTS: KnownProblem = {
  code: 'limit_reached',
  detail:
    'You have 20 consents open, which is the most. Complete one, or wait ten minutes until they expire.',
}

export const TOO_MANY_API_KEYS: KnownProblem = {
  code: 'limit_reached',
  detail: 'An organization has at most 50 live API keys. Revoke those that are no longer used.',
}
