import { constantText } from '../deployment/constant-text.ts'
import type { ContainerContents } from '../deployment/container-contents.ts'
import { type Label, labelOf } from '../deployment/identify.ts'
import { parameterOf } from '../deployment/tag-fields.ts'
import type { Tag } from '../google/tag-manager-schemas.ts'

/** `send_to` of an event snippet, as Google Ads gives it out: https://developers.google.com/tag-platform/gtagjs/reference/parameters */
const SEND_TO = /send_to['"]?\s*:\s*['"]AW-(\d+)\/([\w-]+)['"]/g

/**
 * The labels of conversion actions that a tag sends to, where they are certain: constants of the container are read,
 * and a label that only the page knows is left out.
 */
export function sentLabels(tag: Tag, contents: ContainerContents): Label[] {
  switch (tag.type) {
    case 'awct':
      return certain(labelOf(tag, contents))
    // Calls from a website, and remarketing that may count as well.
    case 'awcc':
    case 'sp':
      return certain(labelOf({ ...tag, type: 'awct' }, contents))
    case 'html':
      return [...constantText(parameterOf(tag, 'html') ?? '', contents).matchAll(SEND_TO)].map(
        ([, conversionId = '', label = '']) => ({ conversionId, label }),
      )
    default:
      return []
  }
}

function certain(label: Label | undefined): Label[] {
  if (!label?.conversionId || !label.label) return []
  return [label.conversionId, label.label].some((text) => text.includes('{{')) ? [] : [label]
}
