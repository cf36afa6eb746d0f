/** What a check has found, in the words of one line; how to fix it, where it is not as it should be. */
export type Found = { status: 'ok'; what: string } | { status: 'warn' | 'fail'; what: string; fix: string }

/** One question about the set-up. */
export type DoctorCheck = {
  name: string
  /** It is skipped where one of these settings is not set, or not as it should be. */
  settings: readonly string[]
  /** It is skipped where one of these checks, which come before it, has failed or was skipped. */
  needs: readonly string[]
  find: () => Promise<Found[]>
}

/** A line of the doctor. */
export type DoctorLine = {
  status: 'ok' | 'warn' | 'fail' | 'skipped'
  check: string
  what: string
  fix: string | null
}
