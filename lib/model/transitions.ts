/** For each status, those that may follow it. A status that may follow itself is no transition. */
export type Transitions<Status extends string> = Readonly<Record<Status, readonly Status[]>>
