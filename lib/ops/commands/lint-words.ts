import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import packageJson from '../../../package.json' with { type: 'json' }
import { runCommand } from '../command-line/run-command.ts'
import { allRoutes } from '../openapi/all-routes.ts'
import { openApiDocument } from '../openapi/openapi-document.ts'
import { apiTexts } from '../words/api-texts.ts'
import { bannedWords, findBannedWords } from '../words/find-banned-words.ts'

const TEXT_FILE =
  /\.(css|html|js|json|md|mjs|prisma|sh|sql|svg|toml|ts|txt|ya?ml)$|^[^.]*$|(^|\/)\.[^/.]+(\.example)?$/
// Made by other programs, or the list itself.
const EXCEPT =
  /^(package-lock\.json|cspell\.json|lib\/ops\/words\/word-rules\.ts|tests\/unit\/banned-words\.test\.ts)$|\/generated\//

// Whether names and texts use the terms of the glossary in .github/CONTRIBUTING.md. Words that are banned everywhere are
// cspell's to find (`cspell.json`); it knows neither phrases nor what is a name.
await runCommand(async () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { encoding: 'utf8' })
    .split('\0')

    .filter((file) => file !== '' && TEXT_FILE.test(file) && !EXCEPT.test(file))
  const inFiles = await Promise.all(
    files.map(async (file) => findBannedWords(file, await readFile(file, 'utf8'))),
  )
  const document: unknown = JSON.parse(
    JSON.stringify(openApiDocument(await allRoutes(), packageJson.version)),
  )
  const texts = new Map(apiTexts(document).map(({ path, text }) => [text, path]))
  const inTexts = [...texts].flatMap(([text, path]) =>
    bannedWords('API text', path, text).map(({ found, instead }) => ({
      at: `openapi.json${path}`,
      kind: 'API text',
      text: found,
      instead,
    })),
  )
  const all = [...inFiles.flat(), ...inTexts]
  for (const { at, kind, text, instead } of all) console.log(`${at}  ${kind} “${text}”; use ${instead}`)
  if (all.length > 0)
    throw new Error(`${all.length} words that the glossary in .github/CONTRIBUTING.md replaces.`)
})
