import { z } from 'zod'
import { Timestamp } from '../input/timestamp.ts'
import { FINDING_SEVERITIES } from '../model/finding-severity.ts'
import { oneOf } from '../model/one-of.ts'
import { INVENTORY_CODES } from './inventory-checks.ts'

/** As many rows of each kind an inventory lists; `counts` has all of them. */
export const MOST_ROWS = 500

const capped = <Row extends z.ZodType>(row: Row, what: string) =>
  z.array(row).describe(`${what}, at most ${MOST_ROWS}; \`counts\` has all of them`)

const trackingId = z.uuid().nullable().describe('The tracking of OneClickTag that it belongs to')

const Feed = z
  .object({
    conversionId: z.string(),
    label: z.string(),
    actionId: z
      .string()
      .nullable()
      .describe('Of the action with this label; null where no account read has one'),
  })
  .meta({ id: 'InventoryFeed' })

const InventoryTag = z
  .object({
    tagId: z.string(),
    name: z.string(),
    type: z.string().describe('As Tag Manager calls it: `awct` is a conversion tag of Google Ads'),
    paused: z.boolean(),
    changedAt: Timestamp.nullable().describe('When it was changed last, as far as its fingerprint says'),
    firesOn: z.array(z.string()).describe('The ids of its triggers'),
    exceptions: z.array(z.string()).describe('The ids of the triggers that keep it from firing'),
    feeds: z.array(Feed).describe('What it sends conversions to, as far as that is certain'),
    trackingId,
  })
  .meta({ id: 'InventoryTag' })

const InventoryTrigger = z
  .object({
    triggerId: z.string(),
    name: z.string(),
    type: z.string(),
    usedBy: z.array(z.string()).describe('The ids of the tags that fire on it or except it'),
    trackingId,
  })
  .meta({ id: 'InventoryTrigger' })

const InventoryVariable = z
  .object({
    name: z.string(),
    variableId: z.string().nullable().describe('null of a built-in one, and of one that is missing'),
    type: z.string().nullable().describe('As Tag Manager calls it; null of one that is missing'),
  })
  .meta({ id: 'InventoryVariable' })

const InventoryAction = z
  .object({
    actionId: z.string(),
    accountId: z.string().describe('The Google Ads account that has it'),
    name: z.string(),
    type: z.string().describe('`WEBPAGE` is fed by tags'),
    status: z.string(),
    category: z.string(),
    counting: z.string().nullable().describe('`ONE_PER_CLICK` or `MANY_PER_CLICK`'),
    primary: z.boolean().describe('Whether bidding aims at it'),
    conversionId: z.string().nullable(),
    label: z.string().nullable(),
    fedBy: z.array(z.string()).describe('The ids of the tags that send to it'),
    trackingId,
  })
  .meta({ id: 'InventoryAction' })

const InventoryIssue = z
  .object({
    code: z.enum(INVENTORY_CODES),
    severity: oneOf(FINDING_SEVERITIES),
    summary: z.string(),
    nextStep: z.string(),
    objects: z
      .array(
        z.object({
          kind: z.enum(['tag', 'trigger', 'variable', 'conversionAction']),
          id: z.string(),
          name: z.string(),
        }),
      )
      .describe('What proves it; a missing variable has its name as id'),
  })
  .meta({ id: 'InventoryIssue' })

export const InventoryView = z
  .object({
    googleContainerId: z.string(),
    liveVersionId: z.string().nullable().describe('null where the container was never published'),
    latestVersionId: z.string().nullable(),
    googleAdsAccountIds: z
      .array(z.string())
      .describe('The accounts whose conversion actions were read: its own, and the one that counts for it'),
    checkedAt: Timestamp,
    counts: z
      .object({
        tags: z.int().describe('All tags of the live version'),
        conversionTags: z.int().describe('Those that have to do with conversions'),
        triggers: z.int(),
        variables: z.int(),
        actions: z.int(),
        issues: z.int(),
      })
      .meta({ id: 'InventoryCounts' }),
    issues: capped(InventoryIssue, 'What is not as it should be, errors first'),
    tags: capped(InventoryTag, 'The tags that have to do with conversions'),
    triggers: capped(InventoryTrigger, 'The triggers of these tags, and those that nothing uses'),
    variables: capped(InventoryVariable, 'The variables that these tags and triggers read'),
    actions: capped(
      InventoryAction,
      'The conversion actions of the accounts, but for removed ones that no tag feeds',
    ),
  })
  .meta({ id: 'Inventory' })
export type InventoryView = z.input<typeof InventoryView>
