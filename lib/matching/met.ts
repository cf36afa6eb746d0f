/** Whether something is so. What cannot be told from what is given is unknown, and neither of the two. */
export const MET = ['yes', 'no', 'unknown'] as const
export type Met = (typeof MET)[number]

export function metIf(so: boolean): Met {
  return so ? 'yes' : 'no'
}

export function notMet(met: Met): Met {
  return met === 'unknown' ? 'unknown' : metIf(met === 'no')
}

/** Whether all are so: one that is not decides. */
export function allMet<Item>(items: Iterable<Item>, metOf: (item: Item) => Met): Met {
  let result: Met = 'yes'
  for (const item of items) {
    const met = metOf(item)
    if (met === 'no') return 'no'
    if (met === 'unknown') result = 'unknown'
  }
  return result
}

/** Whether any is so: one that is decides. */
export function anyMet<Item>(items: Iterable<Item>, metOf: (item: Item) => Met): Met {
  return notMet(allMet(items, (item) => notMet(metOf(item))))
}
