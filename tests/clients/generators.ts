/** One generator: how it is run, and a program that makes one call with what it has generated. */
export type Generator = { name: string; command: readonly [string, ...string[]]; call: string }

const OPTIONS = `const baseUrl = process.env['API_URL'] ?? ''
const headers = { authorization: \`Bearer \${process.env['API_TOKEN']}\` }
`
const REQUIRE = `if (me?.membership !== null) throw new Error(JSON.stringify(me))
`

export const GENERATORS: readonly Generator[] = [
  {
    name: 'orval',
    command: ['orval', '--config', 'orval.config.mjs'],
    call: `import { membersMe } from './client.ts'
${OPTIONS}
const realFetch = globalThis.fetch
globalThis.fetch = (path, init) => realFetch(baseUrl + String(path), init)
const response = await membersMe({ headers })
if (response.status !== 200) throw new Error(JSON.stringify(response))
const me = response.data
${REQUIRE}`,
  },
  {
    name: 'hey-api',
    command: ['openapi-ts', '--input', './generated/openapi.json', '--output', 'generated/hey-api'],
    call: `import { client } from './client.gen'
import { membersMe } from './sdk.gen'
${OPTIONS}
client.setConfig({ baseUrl, headers })
const { data: me } = await membersMe({ throwOnError: true })
${REQUIRE}`,
  },
  {
    name: 'kubb',
    command: ['kubb', 'generate', '--config', 'kubb.config.mjs'],
    call: `import { membersMe } from './clients/members/me.ts'
${OPTIONS}
const me = await membersMe(undefined, { baseURL: baseUrl, headers })
${REQUIRE}`,
  },
  {
    name: 'openapi-zod-client',
    command: [
      ...(['openapi-zod-client', 'generated/openapi.json'] as const),
      ...['--output', 'generated/openapi-zod-client/client.ts', '--with-alias'],
    ],
    call: `import { createApiClient } from './client.ts'
${OPTIONS}
const me = await createApiClient(baseUrl).membersMe({ headers })
${REQUIRE}`,
  },
]
