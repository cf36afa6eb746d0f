import type { EntityBody } from '../state/entity.ts'

/** What a type of trigger takes besides conditions. */
type Template = {
  /** Fields beside the list of parameters. */
  options: readonly string[]
  parameters: readonly string[]
  /** The first of these that is empty, as Google would name it. */
  missing: (text: (key: string) => string | undefined) => string | undefined
}

const FORM_OR_LINK: Template = {
  options: ['waitForTags', 'checkValidation', 'waitForTagsTimeout'],
  parameters: [],
  missing: (text) =>
    text('waitForTags') === 'true' && !text('waitForTagsTimeout') ? 'waitForTagsTimeout' : undefined,
}

const NOTHING: Template = { options: [], parameters: [], missing: () => undefined }

const TEMPLATES: Readonly<Record<string, Template>> = {
  pageview: NOTHING,
  domReady: NOTHING,
  windowLoaded: NOTHING,
  historyChange: NOTHING,
  customEvent: NOTHING,
  click: NOTHING,
  linkClick: FORM_OR_LINK,
  formSubmission: FORM_OR_LINK,
  timer: {
    options: ['eventName', 'interval', 'limit'],
    parameters: [],
    missing: (text) => ['eventName', 'interval'].find((key) => !text(key)),
  },
  scrollDepth: {
    options: [],
    parameters: words(
      'verticalThresholdOn verticalThresholdUnits verticalThresholdsPercent verticalThresholdsPixels',
      'horizontalThresholdOn horizontalThresholdUnits horizontalThresholdsPercent horizontalThresholdsPixels',
      'triggerStartOption',
    ),
    missing: (text) =>
      ['vertical', 'horizontal']
        .filter((direction) => text(`${direction}ThresholdOn`) === 'true')
        .map((direction) => {
          const unit = text(`${direction}ThresholdUnits`) === 'PIXELS' ? 'Pixels' : 'Percent'
          return `${direction}Thresholds${unit}`
        })
        .find((key) => !text(key)),
  },
  elementVisibility: {
    options: [],
    parameters: words(
      'selectorType elementId elementSelector firingFrequency onScreenRatio useOnScreenDuration',
      'onScreenDuration useDomChangeListener',
    ),
    missing: (text) => {
      const element = text('selectorType') === 'ID' ? 'elementId' : 'elementSelector'
      return ['selectorType', element, 'firingFrequency'].find((key) => !text(key))
    },
  },
  youTubeVideo: {
    options: [],
    parameters: words(
      'captureStart captureComplete capturePause captureProgress radioButtonGroup1 fixMissingApi',
      'progressThresholdsPercent progressThresholdsTimeInSeconds triggerStartOption',
    ),
    missing: (text) =>
      text('captureProgress') === 'true' &&
      !text('progressThresholdsPercent') &&
      !text('progressThresholdsTimeInSeconds')
        ? 'progressThresholdsPercent'
        : undefined,
  },
}

function words(...lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(' '))
}

const OPTIONS = [...FORM_OR_LINK.options, 'eventName', 'interval', 'limit'] as (keyof EntityBody)[]

/** The error in what a trigger is set to, and what Google would accept in silence. */
export function checkTrigger(body: EntityBody): { error?: string; warnings: string[] } {
  const template = TEMPLATES[body.type ?? '']
  if (!template) return { warnings: [] }
  const option = (key: string): unknown => Reflect.get(Object(Reflect.get(body, key)), 'value')
  const text = (key: string): string | undefined => {
    const value = option(key) ?? body.parameter?.find((each) => each.key === key)?.value
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const missing = template.missing(text)
  if (missing)
    return { error: `vendorTemplate.parameter.${missing}: The value must not be empty.`, warnings: [] }
  const unknown = [
    ...(body.parameter ?? []).map(({ key }) => key ?? '').filter((key) => !template.parameters.includes(key)),
    ...OPTIONS.filter((key) => option(key) !== undefined && !template.options.includes(key)),
  ]
  return {
    warnings: unknown.map(
      (key) => `trigger "${body.name}" (${body.type}): "${key}" means nothing to Google.`,
    ),
  }
}
