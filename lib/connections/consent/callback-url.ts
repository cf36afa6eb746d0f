import { env } from '../../settings/env.ts'

/** Where Google sends the browser after its consent page; it has to be registered there exactly. */
export function callbackUrl(): string {
  return `${env().PUBLIC_URL}/api/v1/connections/callback`
}
