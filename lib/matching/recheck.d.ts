/** The build of recheck that is JavaScript alone: no worker and no program of its own, which a function cannot start. */
declare module 'recheck/lib/browser.js' {
  import type { Diagnostics, Parameters } from 'recheck'

  const recheck: { checkSync(source: string, flags: string, parameters?: Parameters): Diagnostics }
  // biome-ignore lint/style/noDefaultExport: the library's own form
  export default recheck
}
