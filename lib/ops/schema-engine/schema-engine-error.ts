import type { ErrorRegistry } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** The `data` of an error response, as the CLI reads it. */
export type EngineError = {
  is_panic: boolean
  message: string
  error_code?: string
  meta?: unknown
  error?: { message: string }
}

/** A script that the database rejected: its SQLSTATE, and its error for people to read. */
export type ScriptFailure = { code: string; text: string }

/** Says what the database rejected, and in which line of the script. */
export function describeScriptFailure(script: string, error: unknown): ScriptFailure {
  if (!(error instanceof pg.DatabaseError)) return { code: 'N/A', text: String(error) }
  const before = error.position === undefined ? undefined : script.slice(0, Number(error.position) - 1)
  const lineNumber = before?.split('\n').length
  const line = lineNumber === undefined ? undefined : script.split('\n')[lineNumber - 1]
  const parts = [
    `ERROR: ${error.message}`,
    line === undefined ? undefined : `Line ${lineNumber}: ${line.trim()}`,
    error.detail && `DETAIL: ${error.detail}`,
    error.hint && `HINT: ${error.hint}`,
    error.where && `CONTEXT: ${error.where}`,
  ]
  return { code: error.code ?? 'N/A', text: parts.filter(Boolean).join('\n') }
}

/** The engine carries an error of the driver that it does not know as a number; the registry has it. */
export function originalError(error: unknown, registry: ErrorRegistry): unknown {
  const id = error instanceof Error ? /External error id#(\d+)/.exec(error.message)?.[1] : undefined
  return id === undefined ? error : (registry.consumeError(Number(id))?.error ?? error)
}

function textProperty(error: unknown, name: string): string | undefined {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined
  return typeof value === 'string' ? value : undefined
}

/**
 * What went wrong, with the code and text that the native engine would give
 * (https://www.prisma.io/docs/orm/reference/error-reference). The WebAssembly engine knows of a rejected script only
 * that there was one, so it is passed next to the error.
 */
export function describeEngineError(
  error: unknown,
  panic: string | undefined,
  script: ScriptFailure | undefined,
): EngineError {
  if (panic !== undefined) return { is_panic: true, message: panic, error: { message: panic } }
  const message = error instanceof Error ? error.message : String(error)
  const code = textProperty(error, 'code')
  const meta: unknown = error instanceof Error ? Reflect.get(error, 'meta') : undefined
  if (script && code === 'P3006') {
    const [headline = ''] = message.split('\n')
    return { is_panic: false, error_code: code, meta, message: `${headline.trim()}\n\n${script.text}` }
  }
  const migration = /with migration_name="([^"]+)"/.exec(message)?.[1]
  if (script && migration !== undefined) {
    const lines = [
      'A migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more ' +
        'about how to resolve migration issues in a production database: https://pris.ly/d/migrate-resolve',
      `Migration name: ${migration}`,
      `Database error code: ${script.code}`,
      `Database error:\n${script.text}`,
    ]
    const failed = {
      migration_name: migration,
      database_error_code: script.code,
      database_error: script.text,
    }
    return { is_panic: false, error_code: 'P3018', meta: failed, message: lines.join('\n\n') }
  }
  return { is_panic: false, message, ...(code === undefined ? {} : { error_code: code }), meta }
}
