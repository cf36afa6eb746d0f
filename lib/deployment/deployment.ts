import type { Verdict } from './verdict.ts'

/** The stored verdict, by destination. */
export type Deployment = { googleAds?: Verdict & { checkedAt: string } }
