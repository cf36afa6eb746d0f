import { existsSync } from 'node:fs'

/**
 * Runs an operators' command with the settings of `.env`, where there is one and the environment does not say
 * otherwise. A failure ends it with its message and status 1, without a stack.
 */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    await command()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
