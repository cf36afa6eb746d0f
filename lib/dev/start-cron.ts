import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const VercelConfig = z.object({ crons: z.array(z.object({ path: z.string() })) })
const EVERY_MS = 15_000

/**
 * Calls the scheduled functions of `vercel.json`, as Vercel does in production, but more often.
 */
export function startCron({ url, cronSecret }: { url: string; cronSecret: string }): { stop(): void } {
  const stopped = new AbortController()
  const { signal } = stopped
  const runAll = async () => {
    const text = await readFile(new URL('../../vercel.json', import.meta.url), 'utf8')
    for (const { path } of VercelConfig.parse(JSON.parse(text)).crons) {
      await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${cronSecret}` }, signal })
    }
  }
  const report = (error: unknown) => {
    if (!signal.aborted) console.error(error)
  }
  const timer = setInterval(() => void runAll().catch(report), EVERY_MS)
  return {
    stop() {
      clearInterval(timer)
      stopped.abort()
    },
  }
}
