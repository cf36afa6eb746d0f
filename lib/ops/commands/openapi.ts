import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import openapiTypescript, { astToString } from 'openapi-typescript'
import packageJson from '../../../package.json' with { type: 'json' }
import { runCommand } from '../command-line/run-command.ts'
import { allRoutes } from '../openapi/all-routes.ts'
import { openApiDocument } from '../openapi/document.ts'

const TYPES = new URL('../../api-client/generated/api.ts', import.meta.url)
// What has a default may be left out of a request.
const OPTIONS = { alphabetize: true, defaultNonNullable: false }
const HEADING = '// Made from the routes by `npm run openapi`; a change of it is a change of the API.\n\n'

// Checks the document and writes the types of the client that is made from it; with --check they must stand already.
await runCommand(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const document = JSON.stringify(openApiDocument(await allRoutes(), packageJson.version))
  const { valid, errors } = await new Validator().validate(JSON.parse(document))
  if (!valid) throw new Error(`The document is not OpenAPI 3.1:\n${JSON.stringify(errors, null, 2)}`)

  const types = HEADING + astToString(await openapiTypescript(document, OPTIONS))
  if (!values.check) await writeFile(TYPES, types)
  else if (types !== (await readFile(TYPES, 'utf8')))
    throw new Error(`${fileURLToPath(TYPES)} is not what the routes say. Run npm run openapi.`)
  console.log(
    `Valid OpenAPI 3.1, ${document.length} bytes; ${fileURLToPath(TYPES)} ${values.check ? 'is up to date' : 'is written'}.`,
  )
})
