import { CsvError, parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvHead } from '../../lib/csv/csv-head.ts'
import { csvLine } from '../../lib/csv/csv-line.ts'

/** Cells as spreadsheets have them that separate by this sign, which forgive quotes in the wrong place. */
function cells(file: string, delimiter: string): string[] {
  const read = (text: string): string[][] =>
    parse(text, {
      bom: true,
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\n', '\r\n', '\r'],
    })
  try {
    return read(file).flat()
  } catch (error) {
    // A quote that is not closed lasts until the end.
    if (error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED') return read(`${file}"`).flat()
    throw error
  }
}

/** As it would be calculated: some spreadsheets trim a cell first, or widen and narrow what was typed. */
const isFormula = (cell: string): boolean =>
  /^[\s"]*[=+\-@]/.test(cell.normalize('NFKC').replaceAll('\u2212', '-'))

/** Texts in which what separates, quotes and begins formulas comes close together. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(';', '\t', '\r', '\n', '\r\n', ',', '"', '""', "'", ' ', '\u00a0', '\u2028', '\v'),
      fc.constantFrom('=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20', '\u2212', '\ufe66'),
      fc.constantFrom('Acme', '1+1', 'cmd|calc', 'ü', '😀'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('a file in CSV', () => {
  it.each([',', ';', '\t'])('holds no formula for a spreadsheet that separates by %j', (delimiter) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), hostile, hostile), { minLength: 1, maxLength: 3 }), (rows) => {
        const file = `${csvHead(['total', 'name', 'note'])}\n${rows.map((row) => `${csvLine(row)}\n`).join('')}`
        expect(cells(file, delimiter).filter(isFormula)).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('is read by a parser as it was written, but for the apostrophes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hostile, fc.integer(), hostile), { minLength: 1, maxLength: 3 }),
        (rows) => {
          const file = `${csvHead(['a', 'b', 'c'])}\n${rows.map((row) => `${csvLine(row)}\n`).join('')}`
          const read: string[][] = parse(file, { bom: true, record_delimiter: '\n' })
          const plain = (text: unknown) => String(text).replaceAll("'", '')
          expect(read.slice(1).map((row) => row.map(plain))).toEqual(rows.map((row) => row.map(plain)))
        },
      ),
    )
  })

  it.each([
    ['Acme;=1+1;x', `"Acme;'=1+1;x"`],
    ['=1+1', `'=1+1`],
    ['"=1+1', `"'""=1+1"`],
    [' =1+1', `' =1+1`],
    ['＝1+1', `'＝1+1`],
    ['a\t@b', `"a\t'@b"`],
    ['a\r\n-b', `"a\r\n'-b"`],
    ['\tb', `"'\tb"`],
    ['Jean-Luc + Ana; Sons @ work - 5', '"Jean-Luc + Ana; Sons @ work - 5"'],
    ['a=b', 'a=b'],
  ])('has %j as %s', (text, written) => {
    expect(csvLine([text])).toBe(written)
  })

  it('says that it is UTF-8, and leaves numbers alone', () => {
    expect(Buffer.from(csvHead(['a'])).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(csvLine([-5, null, new Date(0)])).toBe('-5,,1970-01-01T00:00:00.000Z')
  })
})
