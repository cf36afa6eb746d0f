import { NO_CONTENTS } from '../deployment/container-contents.ts'
import { identify, labelOf } from '../deployment/identify.ts'
import { AppError } from '../errors/app-error.ts'
import { dismissFinding } from '../findings/dismiss-finding.ts'
import { openFinding } from '../findings/open-finding.ts'
import type { ListedConversionAction } from '../google/google-ads.ts'
import type { ContainerVersion, Tag } from '../google/tag-manager-schemas.ts'
import { appliedGoogleAds } from '../sync/plan/applied-google-ads.ts'
import { arrangedFindings } from '../sync/plan/arranged-findings.ts'
import { type Naming, namePatternOf } from '../sync/plan/google-names.ts'
import { judgePlanned } from '../sync/plan/judge-planned.ts'
import { planActionChanges } from '../sync/plan/plan-action-changes.ts'
import { type ConversionLabel, knownOf, type PlannedTracking } from '../sync/plan/planned-tracking.ts'
import { lockCustomer } from '../sync/run/lock-customer.ts'
import type { IdempotencyClaim } from '../tenant/idempotency-claim.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { type TenantDb, withTenant } from '../tenant/with-tenant.ts'
import { constraintError } from '../trackings/constraint-error.ts'
import { getTracking } from '../trackings/get-tracking.ts'
import { newTrackingRow } from '../trackings/new-tracking-row.ts'
import type { Tracking } from '../trackings/tracking-view.ts'
import type { AdoptTag } from './adopt-input.ts'
import { NO_SUCH_TAG, TAG_IN_USE } from './adopt-problems.ts'
import { lookAtContainer } from './look-at-container.ts'
import { type Adoption, planAdoption } from './plan-adoption.ts'

/** Under which reason the findings are dismissed of what was arranged before the tag was ours. */
const REASON = 'Adopted as it was at Google'

type Seen = {
  contents: ContainerVersion
  tag: Tag
  action: ListedConversionAction
  conversion: ConversionLabel
  naming: Naming
}

/**
 * Takes a conversion tag that other people have made over as a tracking, as it is live at this moment: its type and
 * fields are those of its triggers, its stored ids those that are there. Nothing is written at Google, and a sync has
 * nothing to do until the tracking is edited.
 * @throws AppError `not_found` for customer and tag; `conflict` where no tracking can ask for it, where it belongs to
 *   one, or where Google cannot be reached; `limit_reached` · GoogleError
 */
export async function adoptTag(
  tenant: Tenant,
  customerId: string,
  { tagId, name }: AdoptTag,
  claim: IdempotencyClaim | undefined,
): Promise<Tracking> {
  const { live, actions, naming } = await lookAtContainer(tenant, customerId)
  const contents = live ?? NO_CONTENTS
  const tag = contents.tag.find((each) => each.tagId === tagId)
  if (!live || !tag) throw AppError.of(NO_SUCH_TAG, { customerId })
  const conversion = labelOf(tag, contents)
  const action = actions.find(
    ({ conversionId, conversionLabel }) =>
      conversion && conversionId === conversion.conversionId && conversionLabel === conversion.label,
  )
  const adoption = await planAdoption(customerId, { tag, action, contents }, name)
  if (!action || !conversion) throw AppError.of(NO_SUCH_TAG, { customerId })
  const seen = {
    contents: live,
    tag,
    action,
    conversion: { ...conversion, resourceName: action.resourceName },
    naming,
  }
  const made = ({ id }: Tracking) => [id]
  // One that is deleted and not removed yet still has its tag.
  return withTenant(
    tenant,
    { deleted: 'include', ...(claim && { claim: { ...claim, made } }) },
    async (db) => {
      await lockCustomer(db, customerId)
      await requireFree(db, customerId, adoption, seen)
      return record(db, tenant, adoption, seen)
    },
  )
}

/** Tag, triggers and action are of no tracking of the customer, nor of one whose removal is still to be written. */
async function requireFree(
  db: TenantDb,
  customerId: string,
  { triggers }: Adoption,
  { tag, action }: Seen,
): Promise<void> {
  const triggerIds = [...triggers.values()].map(({ triggerId }) => triggerId)
  const [owner] = await db.$queryRaw<{ id: string }[]>`
    select t.id from tracking t
    where t.organization_id = app.require_org() and t.customer_id = ${customerId}::uuid
      and (t.deleted_at is null or t.gtm_tag_id is not null)
      and (t.gtm_tag_id = ${tag.tagId} or t.conversion_action_resource_name = ${action.resourceName}
        or exists (
          select from jsonb_each(t.applied #> '{googleAds,triggers}') used
          where used.value ->> 'id' = any (${triggerIds}::text[])))
    order by t.id limit 1`
  if (owner) throw AppError.of(TAG_IN_USE, { trackingId: owner.id })
}

async function record(
  db: TenantDb,
  tenant: Tenant,
  { input, triggers }: Adoption,
  { contents, tag, action, conversion, naming }: Seen,
): Promise<Tracking> {
  // A tag that is paused is taken over as that.
  const row = { ...newTrackingRow(input), paused: tag.paused ?? false }
  const { customerId } = row
  const trackingId = await insert(db, row)
  const found: PlannedTracking = {
    ...row,
    trackingId,
    namePattern: namePatternOf({ ...row, trackingId }, naming),
    deleted: false,
    pending: false,
    conversionActionResourceName: action.resourceName,
    // By the ids alone its objects are found: they have no mark of ours before the next edit.
    applied: {
      conversion,
      action: {},
      tag: { id: tag.tagId, fields: {} },
      triggers: Object.fromEntries(
        [...triggers].map(([role, { triggerId, type }]) => [role, { id: triggerId, fields: { type } }]),
      ),
    },
  }
  const { clickThroughLookbackWindowDays: click, viewThroughLookbackWindowDays: view } = action
  const applied = {
    ...appliedGoogleAds(found, conversion, contents),
    ...(click !== undefined && view !== undefined && { windows: { click, view } }),
  }
  const tracking = { ...found, applied }
  const now = new Date()
  const verdict = judgePlanned(tracking, conversion, { live: contents, action, now })
  await db.tracking.update({
    where: { id: trackingId },
    data: {
      gtmTagId: tag.tagId,
      gtmTriggerId: triggers.get('main')?.triggerId ?? null,
      googleAdsConversionId: conversion.conversionId,
      conversionLabel: conversion.label,
      conversionActionResourceName: action.resourceName,
      lastSyncedAt: now,
      applied: JSON.parse(JSON.stringify({ googleAds: applied })),
      deployment: JSON.parse(JSON.stringify({ googleAds: { ...verdict, checkedAt: now.toISOString() } })),
      deploymentState: verdict.state,
      deploymentCheckedAt: now,
    },
  })
  await dismissArranged(db, tenant, customerId, [
    ...arrangedFindings(tracking, identify(contents, knownOf(tracking, conversion))),
    ...planActionChanges([tracking], [action], { mode: 'edit' }).findings,
  ])
  return getTracking(db, trackingId)
}

async function insert(db: TenantDb, row: ReturnType<typeof newTrackingRow>): Promise<string> {
  try {
    const { id } = await db.tracking.create({
      data: { ...row, syncedVersion: 1, syncStatus: 'SUCCESS' },
      select: { id: true },
    })
    return id
  } catch (error) {
    throw constraintError(error)
  }
}

/** How people have arranged the tag is what was adopted, and no news until it changes. */
async function dismissArranged(
  db: TenantDb,
  tenant: Tenant,
  customerId: string,
  issues: Parameters<typeof openFinding>[2],
): Promise<void> {
  await openFinding(db, customerId, issues)
  const [trackingId] = issues.flatMap((issue) => issue.trackingId ?? [])
  if (trackingId === undefined) return
  const open = await db.finding.findMany({ where: { trackingId, status: 'open' }, select: { id: true } })
  for (const { id } of open) await dismissFinding(db, tenant, id, { reason: REASON })
}
