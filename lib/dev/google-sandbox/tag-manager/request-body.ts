import { z } from 'zod'
import { reject } from '../errors/reject.ts'
import { KIND_NAMES, KINDS, type Kind, type ParsedEntity, parseEntity } from '../state/entity.ts'
import type { Change } from './workspace-changes.ts'

/** The JSON of a request; an empty body is an empty object. */
export function jsonOf(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text)
  } catch {
    reject('Invalid JSON payload received. Parse error.')
  }
}

/** Reads a small request body; fields unknown to Google are rejected. */
export function readBody<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  reject(
    issue?.code === 'unrecognized_keys'
      ? `Invalid JSON payload received. Unknown name "${issue.keys[0]}": Cannot find field.`
      : `Invalid value at '${issue?.path.join('.')}': ${issue?.message}`,
  )
}

export function readEntity(kind: Kind, value: unknown): ParsedEntity {
  const parsed = parseEntity(kind, value)
  return 'error' in parsed ? reject(parsed.error) : parsed
}

const Changes = z.strictObject({
  changes: z.array(
    z
      .strictObject({
        changeStatus: z.enum(['added', 'updated', 'deleted']),
        tag: z.unknown().optional(),
        trigger: z.unknown().optional(),
        variable: z.unknown().optional(),
        folder: z.unknown().optional(),
        customTemplate: z.unknown().optional(),
        zone: z.unknown().optional(),
        builtInVariable: z.looseObject({ type: z.string() }).optional(),
      })
      .refine((change) => Object.keys(change).length === 2, 'exactly one entity per change'),
  ),
})

/** The body of `bulk_update`. */
export function readChanges(text: string): Change[] {
  return readBody(Changes, text).changes.map(({ changeStatus: status, builtInVariable, ...entities }) => {
    if (builtInVariable) {
      if (status === 'updated') reject('changes: A built-in variable cannot be updated.')
      return { status, kind: 'builtInVariable', type: builtInVariable.type }
    }
    const kind = KINDS.find((name) => name in entities)
    if (!kind) reject('changes: A change needs an entity.')
    if (status === 'deleted') return { status, kind, id: existingId(kind, entities[kind]) }
    const { id, fingerprint, body } = readEntity(kind, entities[kind])
    if (status === 'added') return { status, kind, id, body }
    return { status, kind, id: existingId(kind, { [KIND_NAMES[kind].id]: id }), fingerprint, body }
  })
}

function existingId(kind: Kind, value: unknown): string {
  const name = KIND_NAMES[kind].id
  const parsed = z.looseObject({ [name]: z.string().regex(/^\d+$/) }).safeParse(value)
  const id = parsed.success ? parsed.data[name] : undefined
  if (typeof id !== 'string') reject(`${name}: An existing entity needs its id.`)
  return id
}
