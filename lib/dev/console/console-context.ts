import type { Sandbox } from '../google-sandbox/sandbox.ts'

/** Somebody of the seeded organizations, who signs in without a password. */
export type MadeUpUser = { organizationId: string; email: string; role: string; firebaseUid: string }

/** What the pages that stand in for the console work on. */
export type ConsoleContext = { url: string; sandbox: Sandbox; users: readonly MadeUpUser[] }
