/** The branch of a preview: the given one, or the one that Vercel builds. */
export function previewBranch(given: string | undefined): string {
  const branch = given ?? process.env['VERCEL_GIT_COMMIT_REF']
  if (!branch)
    throw new Error('Which branch? Give --branch=NAME, or set VERCEL_GIT_COMMIT_REF as Vercel does.')
  return branch
}
