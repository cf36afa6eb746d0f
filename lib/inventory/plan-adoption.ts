import { BUILT_IN_TRIGGERS } from '../deployment/built-ins.ts'
import type { ContainerContents } from '../deployment/container-contents.ts'
import { sentConversion } from '../deployment/sent-conversion.ts'
import { triggersOf } from '../deployment/triggers-of.ts'
import type { InvalidParam } from '../errors/app-error.ts'
import type { ListedConversionAction } from '../google/google-ads.ts'
import type { Tag, Trigger } from '../google/tag-manager-schemas.ts'
import { usesField } from '../tracking-types/tracking-types.ts'
import { ConversionInput } from '../trackings/conversion-input.ts'
import { CreateTracking, trackingName } from '../trackings/tracking-input.ts'
import { notAdoptable } from './adopt-problems.ts'
import { type DerivedTarget, deriveTarget } from './derive-target.ts'
import { misfitTexts } from './misfit-texts.ts'

export type Adoption = {
  input: CreateTracking
  /** By role. */
  triggers: DerivedTarget['triggers']
}

type Adopted = {
  tag: Tag
  /** The enabled or hidden action that has the label of the tag. */
  action: ListedConversionAction | undefined
  contents: ContainerContents
}

/**
 * The tracking that asks for exactly what a conversion tag of other people does. What people arrange to their liking
 * (values that a script makes, consent, exceptions, schedules) is no part of it and stays as it is.
 * @throws AppError `conflict` that says by field what no tracking can ask for
 */
export async function planAdoption(
  customerId: string,
  { tag, action, contents }: Adopted,
  name: string | undefined,
): Promise<Adoption> {
  const triggers = triggersOf(tag.firingTriggerId, contents)
  const target = deriveTarget(triggers)
  const reasons = [
    ...tagReasons(tag),
    ...triggerReasons(triggers, target),
    ...(tag.type === 'awct' ? actionReasons(action) : []),
  ]
  if (reasons.length > 0 || !action) throw notAdoptable(reasons)
  const checked = await CreateTracking.safeParseAsync({
    customerId,
    name: name ?? nameFor(tag),
    type: target.type,
    ...Object.fromEntries(
      Object.entries(target.fields).filter(
        ([field, value]) => value !== null && usesField(target.type, field),
      ),
    ),
    conversion: {
      category: action.category,
      counting: action.countingType,
      primary: action.primaryForGoal,
      ...sentAsWanted(tag, contents),
    },
  })
  if (checked.success) return { input: checked.data, triggers: target.triggers }
  throw notAdoptable(
    checked.error.issues.map(({ path, message }) => ({
      name: ['tracking', ...path].join('.'),
      reason: message,
    })),
  )
}

function tagReasons({ type }: Tag): InvalidParam[] {
  return type === 'awct'
    ? []
    : [
        {
          name: 'tag.type',
          reason: `only conversion tags of Google Ads (awct) are adopted, and this is ${type}`,
        },
      ]
}

function triggerReasons(triggers: readonly Trigger[], { misfits }: DerivedTarget): InvalidParam[] {
  if (triggers.length === 0)
    return [{ name: 'tag.firingTriggerId', reason: 'the tag fires on no trigger that exists' }]
  const builtIn = triggers.filter(({ triggerId }) => BUILT_IN_TRIGGERS[triggerId] !== undefined)
  if (builtIn.length > 0)
    return builtIn.map(({ triggerId }) => ({
      name: `trigger.${triggerId}`,
      reason: 'is built into Tag Manager, and a tracking needs a trigger of its own',
    }))
  return misfitTexts(misfits)
}

function actionReasons(action: ListedConversionAction | undefined): InvalidParam[] {
  const name = 'tag.conversionLabel'
  if (!action || action.status === 'REMOVED')
    return [{ name, reason: 'no conversion action of the customer’s Google Ads account has this label' }]
  return action.status === 'ENABLED' && action.type === 'WEBPAGE'
    ? []
    : [{ name, reason: 'its conversion action is hidden, or is not of a website' }]
}

/** What it sends, as far as a tracking can ask for exactly that; what comes from elsewhere is people's own, and stays. */
function sentAsWanted(tag: Tag, contents: ContainerContents): Partial<ConversionInput> {
  const { value, currency, orderId, newCustomer } = sentConversion(tag, contents)
  const parts = [{ value, currency }, { orderId }, { newCustomer }]
  return Object.assign({}, ...parts.map((part) => ConversionInput.safeParse(given(part)).data ?? {}))
}

function given(part: object): object {
  return Object.fromEntries(Object.entries(part).filter(([, sent]) => sent !== undefined))
}

/** The name of a tag without what no tracking may be called. */
function nameFor({ name }: Tag): string {
  const plain = name
    .replaceAll(/[:{}]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .trim()
  return trackingName.safeParse(plain).success ? plain : 'Adopted tag'
}
