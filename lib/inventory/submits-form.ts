import { argument } from '../deployment/condition-holds.ts'
import type { Trigger } from '../google/tag-manager-schemas.ts'
import { selectorParts } from '../matching/click-selector.ts'

const SUBMIT_BUTTON = /\[type\s*=\s*["']?submit["']?\s*\]/i

/**
 * Whether among triggers one waits for a form and another for a click on the button that sends it: one whose selector
 * says so, or that stands within the form which the other names. Of buttons that only a person would know nothing is said.
 */
export function submitsForm(triggers: readonly Trigger[]): boolean {
  const forms = triggers.filter(({ type }) => type === 'formSubmission')
  if (forms.length === 0) return false
  const names = forms.flatMap((form) => selectorsOf(form, '{{Form Element}}', '{{Form ID}}'))
  return triggers
    .filter(({ type }) => type === 'click' || type === 'linkClick')
    .flatMap((click) => selectorsOf(click, '{{Click Element}}'))
    .some((part) => SUBMIT_BUTTON.test(part) || names.some((name) => isButtonIn(part, name)))
}

function selectorsOf({ filter }: Trigger, element: string, id?: string): string[] {
  return (filter ?? []).flatMap((condition) => {
    if (argument(condition, 'negate') === 'true') return []
    const [variable, value] = [argument(condition, 'arg0'), argument(condition, 'arg1')]
    if (condition.type === 'cssSelector' && variable === element) return selectorParts(value)
    return condition.type === 'equals' && variable === id ? [`#${value}`] : []
  })
}

/** A button within a form; one of `type="button"` sends nothing. */
function isButtonIn(selector: string, form: string): boolean {
  if (!selector.startsWith(`${form} `)) return false
  const last = selector.slice(form.length).replace(/\s\*$/, '').trim()
  return /^(>\s*)?button\b/.test(last) && !/\[type\s*=\s*["']?(button|reset)/i.test(last)
}
