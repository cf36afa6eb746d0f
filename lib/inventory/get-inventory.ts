import { BUILT_IN_NAMES } from '../deployment/built-ins.ts'
import type { ListedConversionAction } from '../google/google-ads.ts'
import type { Trigger } from '../google/tag-manager-schemas.ts'
import { accountOf } from '../sync/run/ads-accounts.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { withTenant } from '../tenant/with-tenant.ts'
import { runChecks } from './inventory-checks.ts'
import { type ConversionTag, type InventoryFacts, inventoryFacts } from './inventory-facts.ts'
import { type InventoryView, MOST_ROWS } from './inventory-view.ts'
import { lookAtContainer } from './look-at-container.ts'
import { type OwnObjects, readOwnObjects } from './read-own-objects.ts'
import { changedAt } from './tag-checks.ts'

/**
 * Explains what a customer has at Google at this moment: each tag, trigger and variable that has to do with
 * conversions, what it feeds, which of it is ours, and what is not as it should be. Nothing is written anywhere.
 * @throws AppError `not_found`; `conflict` where it cannot be reached · GoogleError
 */
export async function getInventory(tenant: Tenant, customerId: string): Promise<InventoryView> {
  const facts = inventoryFacts(await lookAtContainer(tenant, customerId), new Date())
  const own = await withTenant(tenant, { readOnly: true }, (db) => readOwnObjects(db, customerId, facts))
  const fed = new Set(facts.tags.flatMap(({ feeds }) => feeds.map(({ action }) => action)))
  const actions = facts.actions.filter((action) => action.status !== 'REMOVED' || fed.has(action))
  const issues = runChecks(facts)
  return {
    googleContainerId: facts.publicId,
    liveVersionId: facts.liveVersionId ?? null,
    latestVersionId: facts.latest?.containerVersionId ?? null,
    googleAdsAccountIds: [...facts.accountIds],
    checkedAt: facts.now,
    counts: {
      tags: facts.contents.tag.length,
      conversionTags: facts.tags.length,
      triggers: facts.triggers.length,
      variables: facts.variables.size,
      actions: actions.length,
      issues: issues.length,
    },
    issues: first(issues).map((issue) => ({ ...issue, objects: [...issue.objects] })),
    tags: first(facts.tags).map((tag) => tagRow(tag, own)),
    triggers: first(facts.triggers).map((trigger) => triggerRow(trigger, facts, own)),
    variables: first([...facts.variables].toSorted()).map((name) => variableRow(name, facts)),
    actions: first(actions).map((action) => actionRow(action, facts, own)),
  }
}

function first<Row>(rows: readonly Row[]): Row[] {
  return rows.slice(0, MOST_ROWS)
}

function tagRow({ tag, feeds }: ConversionTag, own: OwnObjects): InventoryView['tags'][number] {
  return {
    tagId: tag.tagId,
    name: tag.name,
    type: tag.type,
    paused: tag.paused ?? false,
    changedAt: changedAt(tag) ?? null,
    firesOn: [...(tag.firingTriggerId ?? [])],
    exceptions: [...(tag.blockingTriggerId ?? [])],
    feeds: feeds.map(({ conversionId, label, action }) => ({
      conversionId,
      label,
      actionId: action?.id ?? null,
    })),
    trackingId: own.tags.get(tag.tagId) ?? null,
  }
}

function triggerRow(
  { triggerId, name, type }: Trigger,
  { contents }: InventoryFacts,
  own: OwnObjects,
): InventoryView['triggers'][number] {
  const users = contents.tag.filter(({ firingTriggerId, blockingTriggerId }) =>
    [...(firingTriggerId ?? []), ...(blockingTriggerId ?? [])].includes(triggerId),
  )
  return {
    triggerId,
    name,
    type,
    usedBy: users.map(({ tagId }) => tagId),
    trackingId: own.triggers.get(triggerId) ?? null,
  }
}

function variableRow(name: string, { contents }: InventoryFacts): InventoryView['variables'][number] {
  const variable = contents.variable.find((each) => each.name === name)
  if (variable) return { name, variableId: variable.variableId, type: variable.type }
  const builtIn = BUILT_IN_NAMES[name]
  const isEnabled = contents.builtInVariable.some(({ type }) => type === builtIn)
  return { name, variableId: null, type: name.startsWith('_') ? name : isEnabled ? (builtIn ?? null) : null }
}

function actionRow(
  action: ListedConversionAction,
  { tags }: InventoryFacts,
  own: OwnObjects,
): InventoryView['actions'][number] {
  return {
    actionId: action.id,
    accountId: accountOf(action.resourceName),
    name: action.name,
    type: action.type,
    status: action.status,
    category: action.category,
    counting: action.countingType ?? null,
    primary: action.primaryForGoal,
    conversionId: action.conversionId ?? null,
    label: action.conversionLabel ?? null,
    fedBy: tags
      .filter(({ feeds }) => feeds.some((feed) => feed.action === action))
      .map(({ tag }) => tag.tagId),
    trackingId: own.actions.get(action.resourceName) ?? null,
  }
}
