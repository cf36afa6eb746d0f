/** @throws Error for text that is not a number, or a negative one */
export function numberOption(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0)) throw new Error(`--${option} is a number, 0 or more.`)
  return number
}
