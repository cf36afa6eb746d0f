import { csvLine } from './csv-line.ts'

/** Without the mark, spreadsheets take UTF-8 for the code page of the computer (https://www.unicode.org/faq/utf_bom.html#bom4). */
const BYTE_ORDER_MARK = '\ufeff'

/** The beginning of a file in CSV: how it is encoded, and the names of its columns; without the end of the line. */
export function csvHead(columns: readonly string[]): string {
  return BYTE_ORDER_MARK + csvLine(columns)
}
