/** How a text of Tag Manager refers to a variable: `{{Page URL}}`. */
export function referenceTo(variable: string): string {
  return `{{${variable}}}`
}
