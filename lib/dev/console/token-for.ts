import type { ConsoleContext, MadeUpUser } from './console-context.ts'

/** A token of a sign-in that happens now, valid for an hour. */
export function tokenFor(
  { sandbox }: Pick<ConsoleContext, 'sandbox'>,
  { email, firebaseUid }: MadeUpUser,
): string {
  return sandbox.signIn(email, { localId: firebaseUid })
}
