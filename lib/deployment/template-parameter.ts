/** A parameter of Tag Manager that is a text, which may refer to variables. */
export function templateParameter(key: string, value: string) {
  return { type: 'template', key, value }
}
