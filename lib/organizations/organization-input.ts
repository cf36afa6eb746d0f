import { z } from 'zod'
import { Moment } from '../input/calendar.ts'
import { oneLine } from '../input/one-line.ts'
import { tagManagerName } from '../input/tag-manager-name.ts'
import { NAME_PLACEHOLDERS } from '../model/name-pattern.ts'
import { PUBLISH_MODES } from '../model/publish-mode.ts'
import { TIME_ZONE } from './organization-problems.ts'
import { AUTO_ROLLBACK, FOLDER, NAME_PATTERN, WRITES_PAUSED } from './organization-view.ts'

const name = oneLine(120).meta({ examples: ['Northlight Agency'] })
/** What may be the name of a zone; the database decides which are, and stores the present name (`app.known_time_zone`). */
const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][\w+\-/]*$/, TIME_ZONE)
  .meta({
    description: 'IANA time zone in which reports count their days; a former name becomes the present one',
    examples: ['Europe/Berlin'],
  })

const namePattern = tagManagerName(60)
  .refine(
    (text) => text.includes('{name}') || text.includes('{id}'),
    'must contain {name} or {id}, so that objects can be told apart',
  )
  .refine(
    (text) => !/[{}]/.test(NAME_PLACEHOLDERS.reduce((rest, each) => rest.replace(each, ''), text)),
    `may contain, each once, ${NAME_PLACEHOLDERS.join(', ')}, and no other braces`,
  )
  .meta({ description: NAME_PATTERN, examples: ['{customer} | Ads | {name}'] })

const folder = tagManagerName(60).meta({ description: FOLDER, examples: ['OneClickTag'] })

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
    writesPaused: z.boolean().exactOptional().describe(WRITES_PAUSED),
    autoRollback: z.boolean().exactOptional().describe(AUTO_ROLLBACK),
    namePattern: namePattern.exactOptional(),
    folder: folder.nullable().exactOptional(),
    frozenUntil: Moment.nullable()
      .exactOptional()
      .describe(
        'Until then nothing is published, but by a rollback: what a sync makes waits and goes live by itself afterwards, where it would have. Within a year; `null` ends the freeze',
      ),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change at least one field')
  .meta({ id: 'UpdateOrganization' })
export type UpdateOrganization = z.infer<typeof UpdateOrganization>
