import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { localEnvironment } from '../fixtures/local-environment.ts'

const run = promisify(execFile)

describe('npm run demo', () => {
  it('passes every check and exits with 0', async () => {
    const { stdout } = await run(process.execPath, ['lib/dev/demo.ts'], {
      env: localEnvironment(),
    })
    expect(stdout).toContain('4 of 4 trackings are live')
    expect(stdout).toMatch(/✓ 9 Tag Manager calls \(at most 10\), 4 Ads calls \(at most 6\)/)
    expect(stdout).toContain('✓ The two responses are identical')
    expect(stdout).not.toContain('✗')
  })
})
