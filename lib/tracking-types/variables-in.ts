/** The names of the variables that a text of Tag Manager refers to: `{{Page URL}}`. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(/\{\{([^{}]+)\}\}/g)].map(([, name = '']) => name)
}
