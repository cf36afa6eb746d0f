import { z } from 'zod'
import { oneLine } from '../input/one-line.ts'
import { PUBLISH_MODES } from '../model/publish-mode.ts'

const name = oneLine(120).meta({ examples: ['Northlight Agency'] })
const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be a time zone of the IANA database, for example Europe/Berlin')
  .meta({ description: 'IANA time zone in which reports count their days', examples: ['Europe/Berlin'] })

export const SignUp = z.strictObject({ name, timeZone: timeZone.default('UTC') }).meta({ id: 'SignUp' })
export type SignUp = z.infer<typeof SignUp>

export const UpdateOrganization = z
  .strictObject({
    name: name.exactOptional(),
    timeZone: timeZone.exactOptional(),
    publishMode: z
      .enum(PUBLISH_MODES)
      .exactOptional()
      .describe('`MANUAL`: an ADMIN publishes what a sync has made; `AUTO`: it goes live at once'),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change at least one field')
  .meta({ id: 'UpdateOrganization' })
export type UpdateOrganization = z.infer<typeof UpdateOrganization>

/**
 * Names of places, and UTC. Others that are known here mean something else to PostgreSQL (`IST` is India here, Israel
 * there) or nothing, and offsets such as `+01:00` have no daylight saving time.
 */
function isTimeZone(text: string): boolean {
  if (!/^(UTC|GMT|(?!SystemV)[A-Z]\w+\/.+)$/.test(text)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined
  } catch {
    return false
  }
}
