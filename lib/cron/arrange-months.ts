import { callSystem } from '../db/system-pool.ts'

/** Months of conversion days that were made and dropped. */
export type ArrangedMonths = { made: number; dropped: number }

/** Makes the months of conversion days that are to come, and drops those that are over for two years. */
export async function arrangeMonths(now: () => Date = () => new Date()): Promise<ArrangedMonths> {
  const [arranged] = await callSystem<ArrangedMonths>(
    'select made, dropped from app.arrange_conversion_months($1)',
    [now()],
  )
  if (!arranged) throw new Error('app.arrange_conversion_months returned no row')
  return arranged
}
