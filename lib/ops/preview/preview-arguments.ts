/** The branch: as given, or the one that Vercel builds. */
export function previewBranch(given: string | undefined): string {
  const branch = given ?? process.env['VERCEL_GIT_COMMIT_REF']
  if (!branch)
    throw new Error('Which branch? Give --branch=NAME, or set VERCEL_GIT_COMMIT_REF as Vercel does.')
  return branch
}

/** @throws Error for what is not a number, or below 0 */
export function readNumber(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0)) throw new Error(`--${option} is a number, 0 or more.`)
  return number
}
