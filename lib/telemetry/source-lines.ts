import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath } from 'node:url'

const maps = new Map<string, SourceMap>()

/**
 * Makes stack traces of bundled code name lines of the sources. Node.js could do it itself, but would read each source map
 * when it loads the code, which takes a quarter of a cold start; here they are read at the first stack that is looked at.
 */
export function mapStacks(): void {
  Error.prepareStackTrace = (error, sites) =>
    [String(error), ...sites.map((site) => `    at ${inSources(site)}`)].join('\n')
}

function inSources(site: NodeJS.CallSite): string {
  const [file, line, column] = [site.getFileName(), site.getLineNumber(), site.getColumnNumber()]
  if (!file?.startsWith('file:') || line === null || column === null) return String(site)
  try {
    const map =
      maps.get(file) ?? new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(file)}.map`, 'utf8')))
    maps.set(file, map)
    const origin = map.findOrigin(line, column)
    if (!('fileName' in origin)) return String(site)
    const { pathname } = new URL(origin.fileName, file)
    return `${site.getFunctionName() ?? '<anonymous>'} (${pathname}:${origin.lineNumber}:${origin.columnNumber})`
  } catch {
    // A file without a map.
    return String(site)
  }
}
