/**
 * Purges in statements of limited size, until one has less than that to do.
 * @param purge deletes so many at most, and returns how many
 */
export async function purgeInBatches(
  size: number,
  purge: (size: number) => Promise<{ purged: number }[]>,
): Promise<number> {
  let total = 0
  for (;;) {
    const [row] = await purge(size)
    const purged = row?.purged ?? 0
    total += purged
    if (purged < size) return total
  }
}
