import { existsSync } from 'node:fs'
import { tlsFailure } from '../../db/tls-failure.ts'

/**
 * Runs a command with the settings of `.env`, if the file exists; the environment has precedence. An error is printed
 * without a stack, and the exit status is 1.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    await command()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    const fix = tlsFailure(error)
    if (fix) console.error(fix)
    process.exitCode = 1
  }
}
