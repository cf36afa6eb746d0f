import type { tagmanager_v2 } from '@googleapis/tagmanager'
import type { Conversion } from './conversion.ts'
import { containerName, LINKER_MARK, mark } from './google-names.ts'
import type { WorkItem } from './work-item.ts'

type Tag = tagmanager_v2.Schema$Tag

/** The parameters of a conversion tag that are ours; whatever else is added to it stays. */
export const MANAGED_PARAMETERS: ReadonlySet<string> = new Set([
  'conversionId',
  'conversionLabel',
  'conversionValue',
  'currencyCode',
  'enableConversionLinker',
  'conversionCookiePrefix',
])

/** Tag Manager's own trigger "All Pages", present in every container. */
const ALL_PAGES = '2147479553'

/** The Google Ads conversion tag (`awct`) that a tracking wants. */
export function desiredTag(
  item: WorkItem,
  conversion: Conversion,
  triggerId: string,
): Tag & { name: string; notes: string } {
  const parameter = [
    { type: 'template', key: 'conversionId', value: conversion.conversionId },
    { type: 'template', key: 'conversionLabel', value: conversion.label },
    { type: 'boolean', key: 'enableConversionLinker', value: 'true' },
    { type: 'template', key: 'conversionCookiePrefix', value: '_gcl' },
  ]
  if (item.conversionValue !== null && item.conversionCurrency !== null) {
    parameter.push(
      { type: 'template', key: 'conversionValue', value: String(item.conversionValue) },
      { type: 'template', key: 'currencyCode', value: item.conversionCurrency },
    )
  }
  return {
    name: containerName(item),
    notes: mark(item.trackingId),
    type: 'awct',
    tagFiringOption: 'oncePerEvent',
    firingTriggerId: [triggerId],
    parameter,
  }
}

/** The Conversion Linker (`gclidw`), of which a container needs one, ours or not. */
export const CONVERSION_LINKER = {
  name: 'OCT - Conversion Linker',
  notes: LINKER_MARK,
  type: 'gclidw',
  tagFiringOption: 'oncePerEvent',
  firingTriggerId: [ALL_PAGES],
} satisfies Tag
