import { googleError } from './google-error.ts'
import { GoogleRejectionError } from './google-rejection-error.ts'

/** @throws GoogleRejectionError always, with status 400 in the shape of Google's JSON APIs */
export function reject(message: string): never {
  throw new GoogleRejectionError(googleError(400, { message }))
}
