import { isGoogleReason, runText } from '../google/google-reasons.ts'

const NO_LOGIN =
  'No Google account that works is connected for it. Connect one at a customer of this account.'
const INTERNAL = 'It failed for a reason of OneClickTag. It is tried again; nothing is needed from you.'

/** Why an Ads account could not be asked, and what to do, by the code that is stored with it. It is tried again in any case. */
export function collectionErrorText(code: string): string {
  if (isGoogleReason(code)) return runText(code, 'retrying')
  return code === 'no_login' ? NO_LOGIN : INTERNAL
}
