/**
 * The one spelling in which text that people read is stored: NFC, one space between words, none around them. Names that
 * differ in more are compared by `app.name_key`.
 */
export function spelling(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/\p{Zs}+/gu, ' ')
    .trim()
}
