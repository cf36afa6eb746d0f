/** How an attempt at a run ended. `lost`: with its lease, or in an error that could not even be recorded. */
export type Outcome = 'succeeded' | 'awaiting_publish' | 'failed' | 'postponed' | 'lost'
