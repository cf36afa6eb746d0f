/** Whether a text meets a condition that needs no expression. */
export function matchesText(
  {
    type,
    value,
    ignoreCase,
  }: { type: 'equals' | 'contains' | 'startsWith'; value: string; ignoreCase: boolean },
  text: string,
): boolean {
  const [wanted, given] = ignoreCase ? [value.toLowerCase(), text.toLowerCase()] : [value, text]
  switch (type) {
    case 'contains':
      return given.includes(wanted)
    case 'startsWith':
      return given.startsWith(wanted)
    case 'equals':
      return given === wanted
    default:
      return type satisfies never
  }
}
