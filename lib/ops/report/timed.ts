/** One step of a drill and how long it took. */
export type Phase = { name: string; ms: number }

/** Runs `work` and records how long it took, also when it fails. */
export async function timed<T>(phases: Phase[], name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now()
  try {
    return await work()
  } finally {
    phases.push({ name, ms: performance.now() - started })
  }
}
