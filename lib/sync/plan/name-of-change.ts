import type { Change } from './plan-tracking-objects.ts'

/** The name of the object that a change is about. */
export function nameOfChange({
  tag,
  trigger,
  variable,
  builtInVariable,
  folder,
  client,
  zone,
  customTemplate,
  transformation,
  gtagConfig,
}: Change): string {
  const object =
    tag ??
    trigger ??
    variable ??
    builtInVariable ??
    folder ??
    client ??
    zone ??
    customTemplate ??
    transformation
  return object?.name ?? builtInVariable?.type ?? gtagConfig?.gtagConfigId ?? 'an object without a name'
}
