import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packageJson from '../../../package.json' with { type: 'json' }
import { allRoutes } from '../openapi/all-routes.ts'
import { openApiDocument } from '../openapi/openapi-document.ts'
import { problemsHtml } from '../openapi/problems-html.ts'
import { filesBelow } from '../output/files-below.ts'

const PAGES = fileURLToPath(new URL('pages/', import.meta.url))
const REFERENCE = ['swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt', 'swagger-ui.css']

/** The published static files by path: `docs/index.html`. */
export async function siteFiles(): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>()
  for (const name of await filesBelow(PAGES)) files.set(name, await readFile(join(PAGES, name)))
  for (const name of REFERENCE) {
    files.set(`docs/${name}`, await readFile(new URL(import.meta.resolve(`swagger-ui-dist/${name}`))))
  }
  const docs = files.get('docs/index.html')?.toString() ?? ''
  files.set('docs/index.html', Buffer.from(docs.replace('<!-- problems -->', problemsHtml)))
  const document = openApiDocument(await allRoutes(), packageJson.version)
  files.set('openapi.json', Buffer.from(JSON.stringify(document)))
  return files
}
