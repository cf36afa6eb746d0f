import { z } from 'zod'

/** What was asked for when a customer was created, as it is stored until Google has confirmed it. */
export const RequestedChoice = z.object({
  googleContainerId: z.string().exactOptional(),
  googleAdsAccountId: z.string().exactOptional(),
  /** Who asked: the choice is made with their rights, as they are when it is made. */
  by: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('user'), userId: z.uuid(), authenticatedAt: z.iso.datetime() }),
    z.object({ kind: z.literal('key'), keyId: z.uuid() }),
  ]),
  requestId: z.string(),
  requestedAt: z.iso.datetime(),
  /** Why it was not made at its last try, and is tried again. */
  wait: z.object({ code: z.string(), nextStep: z.string() }).exactOptional(),
  failure: z.object({ code: z.string(), nextStep: z.string() }).exactOptional(),
})
export type RequestedChoice = z.infer<typeof RequestedChoice>

export const RequestedChoiceView = z
  .object({
    status: z
      .enum(['PENDING', 'FAILED'])
      .describe('While it is `PENDING`, `code` says what it waits for; once it has `FAILED`, why'),
    googleContainerId: z.string().nullable(),
    googleAdsAccountId: z.string().nullable(),
    code: z.string().nullable(),
    nextStep: z.string().nullable(),
  })
  .meta({ id: 'RequestedChoice' })

/** As the agency sees it; `null` where nothing is asked for, or all of it is chosen. */
export function requestedChoiceView(stored: unknown): z.input<typeof RequestedChoiceView> | null {
  const { googleContainerId, googleAdsAccountId, failure, wait } = RequestedChoice.partial().parse(stored)
  if ((googleContainerId ?? googleAdsAccountId) === undefined) return null
  return {
    status: failure ? 'FAILED' : 'PENDING',
    googleContainerId: googleContainerId ?? null,
    googleAdsAccountId: googleAdsAccountId ?? null,
    code: (failure ?? wait)?.code ?? null,
    nextStep: (failure ?? wait)?.nextStep ?? null,
  }
}
