import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import openapiTypescript, { astToString } from 'openapi-typescript'
import packageJson from '../../../package.json' with { type: 'json' }
import { runCommand } from '../command-line/run-command.ts'
import { allRoutes } from '../openapi/all-routes.ts'
import { openApiDocument } from '../openapi/openapi-document.ts'

const TYPES = new URL('../../api-client/generated/api.ts', import.meta.url)
// A property with a default is optional in a request.
const OPTIONS = { alphabetize: true, defaultNonNullable: false }
const HEADING =
  '// Generated from the routes by `npm run openapi`; a change of this file is a change of the API.\n\n'

// Validates the document and writes the types of the API client; with --check they must be up to date.
await runCommand(async () => {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  const document = JSON.stringify(openApiDocument(await allRoutes(), packageJson.version))
  const { valid, errors } = await new Validator().validate(JSON.parse(document))
  if (!valid) throw new Error(`The document is not OpenAPI 3.1:\n${JSON.stringify(errors, null, 2)}`)

  const types = HEADING + astToString(await openapiTypescript(document, OPTIONS))
  if (!values.check) await writeFile(TYPES, types)
  else if (types !== (await readFile(TYPES, 'utf8')))
    throw new Error(`${fileURLToPath(TYPES)} is out of date. Run npm run openapi.`)
  console.log(
    `Valid OpenAPI 3.1, ${document.length} bytes; ${fileURLToPath(TYPES)} ${values.check ? 'is up to date' : 'is written'}.`,
  )
})
