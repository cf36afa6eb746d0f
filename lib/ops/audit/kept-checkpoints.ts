import { z } from 'zod'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

const Kept = z.object({
  organizationId: z.uuid(),
  number: z.int().positive(),
  sequence: z.int().positive(),
  hash: Hash,
  signature: Hash,
})
/** A checkpoint as it was kept outside of the database. */
export type KeptCheckpoint = z.infer<typeof Kept>

const Logged = Kept.extend({ event: z.literal('audit.signed') })
const Exported = z.object({ checkpoint: Kept })

/**
 * The checkpoints in the service's log or in an export of the audit log, a line of JSON each. Other lines, and what a
 * log service writes around them on the line, are passed over.
 */
export function keptCheckpoints(text: string): KeptCheckpoint[] {
  return text.split('\n').flatMap((line) => {
    const parsed = parseObject(line)
    const logged = Logged.safeParse(parsed)
    if (logged.success) return [Kept.parse(logged.data)]
    const exported = Exported.safeParse(parsed)
    return exported.success ? [exported.data.checkpoint] : []
  })
}

function parseObject(line: string): unknown {
  const start = line.indexOf('{')
  if (start < 0 || !line.includes('signature')) return undefined
  try {
    return JSON.parse(line.slice(start, line.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}
