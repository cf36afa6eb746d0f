import { argument } from '../deployment/condition-holds.ts'
import { conditionOf } from '../deployment/tag-manager-condition.ts'
import type { InvalidParam } from '../errors/app-error.ts'
import type { Misfit } from './derive-target.ts'

const FILTER = 'filter:'
const PARAMETER = 'parameter:'

/** Why a tag cannot be adopted for its triggers, field by field. */
export function misfitTexts(misfits: readonly Misfit[]): InvalidParam[] {
  // What a tracking would ask for besides says something only where nothing else stands in the way.
  const there = misfits.filter(({ missing }) => !missing)
  return (there.length > 0 ? there : misfits).map(({ trigger, field, missing }) => ({
    name: `trigger.${trigger.triggerId}.${shortName(field)}`,
    reason: missing ? lacks(trigger.type, field) : reasonOf(trigger.type, field),
  }))
}

function shortName(field: string): string {
  if (field.startsWith(FILTER)) return 'filter'
  return field.startsWith(PARAMETER) ? field.slice(PARAMETER.length) : field
}

function lacks(type: string, field: string): string {
  return field.startsWith(FILTER)
    ? `has no condition that a tracking needs of a trigger of the type ${type}`
    : 'is not set, and a tracking asks for it'
}

function reasonOf(type: string, field: string): string {
  if (field.startsWith(FILTER)) return `no tracking can ask for the condition ${conditionText(field)}`
  switch (field) {
    case 'type':
      return `no type of tracking waits for a trigger of the type ${type}`
    case 'event':
      return 'a tracking waits for events by one name or one expression'
    case 'firingTriggerId':
      return 'the tag fires on several triggers, and a tracking waits for one thing'
    default:
      return 'is set to what no tracking can ask for'
  }
}

/** A condition in words: `{{Page Path}} contains “/thanks”`. */
function conditionText(field: string): string {
  const condition = conditionOf(field.slice(FILTER.length))
  const operator = `${argument(condition, 'negate') === 'true' ? 'not ' : ''}${condition.type}`
  return `${argument(condition, 'arg0')} ${operator} “${argument(condition, 'arg1')}”`
}
