import '../fixtures/settings.ts'
import { generateKeyPairSync } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectionOptions } from '../../lib/db/connection-options.ts'
import { RetryingPool } from '../../lib/db/retrying-pool.ts'
import { tlsFailure } from '../../lib/db/tls-failure.ts'
import { env, parseEnv } from '../../lib/settings/env.ts'
import { type LogEntry, setLogSink } from '../../lib/telemetry/log.ts'
import { withAnyLogin } from '../fixtures/any-login.ts'
import { privateAuthority } from '../fixtures/certificate.ts'
import { productionSettings } from '../fixtures/production-settings.ts'
import { settings } from '../fixtures/settings.ts'
import { tlsServer } from '../fixtures/tls-server.ts'

let server: Awaited<ReturnType<typeof tlsServer>>
const stranger = privateAuthority('localhost', 'Another authority')
const entries: LogEntry[] = []

beforeAll(async () => {
  server = await tlsServer()
  process.env['DATABASE_CA'] = server.ca
  setLogSink((entry) => entries.push(entry))
})
afterAll(async () => {
  setLogSink()
  await server.stop()
})

/** Whether a connection comes about, and whether it has TLS. */
async function encrypted(url: string, ca: string | undefined): Promise<boolean | undefined> {
  const client = new pg.Client(connectionOptions(url, ca))
  await client.connect()
  const { rows } = await client.query<{ ssl: boolean }>(
    'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
  )
  await client.end()
  return rows[0]?.ssl
}

describe('a server whose certificate a private authority has signed', () => {
  it.each([
    'sslmode=require',
    'sslmode=verify-full',
    'sslmode=verify-ca',
    'sslmode=prefer',
    'ssl=true',
    'ssl=1',
  ])('is reached with TLS by DATABASE_CA, and not without it: %s', async (search) => {
    expect(await encrypted(server.url(search), server.ca)).toBe(true)
    const failed = await encrypted(server.url(search), undefined).catch(tlsFailure)
    expect(failed).toContain('set DATABASE_CA')
  })

  it.each([
    ['sslmode=disable', false],
    ['ssl=0', false],
    ['', false],
    ['sslmode=no-verify', true],
    ['sslmode=require&uselibpqcompat=true&sslrootcert=system', true],
  ])('is connected to as the URL says: “%s”', async (search, tls) => {
    expect(await encrypted(server.url(search), server.ca)).toBe(tls)
  })

  it('is not trusted by another authority', async () => {
    const failed = await encrypted(server.url('sslmode=verify-full'), stranger.ca).catch(tlsFailure)
    expect(failed).toContain('is not signed by DATABASE_CA')
  })

  it('is one of several authorities, whose line ends may be escaped as one line', async () => {
    const both = `${stranger.ca}${server.ca}`.replaceAll('\n', '\\n')
    expect(await encrypted(server.url('sslmode=verify-full'), both)).toBe(true)
    expect(parseEnv({ ...settings, DATABASE_CA: both }).DATABASE_CA).toBe(both)
  })

  it('has to have the name of the URL, unless that says verify-ca', async () => {
    const at = (mode: string) => encrypted(server.url(`sslmode=${mode}`, '127.0.0.1'), server.ca)
    expect(await at('verify-full').catch(tlsFailure)).toContain('is for another host')
    expect(await at('require').catch(tlsFailure)).toContain('is for another host')
    expect(await at('verify-ca')).toBe(true)
  })

  it('is known by a file that the URL names', async () => {
    const file = join(tmpdir(), `oneclicktag-ca-${process.pid}.pem`)
    await writeFile(file, server.ca)
    const search = `sslmode=verify-full&sslrootcert=${encodeURIComponent(file)}`
    expect(await encrypted(server.url(search), undefined)).toBe(true)
  })

  it('is reached by the pools of functions; the log says what to do where it is not', async () => {
    expect(env().DATABASE_CA).toBe(server.ca)
    const pool = withAnyLogin(new RetryingPool('DATABASE_URL', server.url('sslmode=require'), 1))
    const client = await pool.connect()
    client.release()
    await pool.end()
    const elsewhere = new RetryingPool('DATABASE_URL', server.url('sslmode=require', '127.0.0.1'), 1)
    await expect(elsewhere.connect()).rejects.toThrow()
    await elsewhere.end()
    expect(entries).toMatchObject([
      { level: 'error', event: 'database.tls_failed', errorCode: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    ])
  })
})

describe('settings', () => {
  const production = {
    ...productionSettings(),
    DATABASE_URL: 'postgresql://app@db.example/shop?sslmode=verify-full',
    SYSTEM_DATABASE_URL: 'postgresql://system@db.example/shop?sslmode=require',
  }

  it.each(['', '?sslmode=prefer', '?sslmode=allow', '?application_name=x'])(
    'of production do not leave TLS to chance: “%s”',
    (search) => {
      const url = `postgresql://app@db.example/shop${search}`
      expect(() => parseEnv({ ...production, DATABASE_URL: url })).toThrow(
        /DATABASE_URL: does not require TLS; add \?sslmode=verify-full/,
      )
      expect(() => parseEnv({ ...production, SYSTEM_DATABASE_URL: url })).toThrow(
        /SYSTEM_DATABASE_URL: does not/,
      )
    },
  )

  it.each(['?sslmode=disable', '?ssl=true', '?sslmode=verify-ca', '?sslmode=no-verify'])(
    'of production may say anything that decides it: %s',
    (search) => {
      const url = `postgresql://app@db.example/shop${search}`
      expect(parseEnv({ ...production, DATABASE_URL: url }).DATABASE_URL).toBe(url)
    },
  )

  it('of production may be Accelerate, which has TLS of its own', () => {
    const url = 'prisma://accelerate.prisma-data.net/?api_key=4f9c1be07a6d8e25'
    expect(parseEnv({ ...production, DATABASE_URL: url }).DATABASE_URL).toBe(url)
  })

  it('outside of production need not say it, but no nonsense', () => {
    expect(parseEnv({ ...settings }).DATABASE_URL).toBe(settings.DATABASE_URL)
    const url = `${settings.DATABASE_URL}?sslmode=always`
    expect(() => parseEnv({ ...settings, DATABASE_URL: url })).toThrow(/DATABASE_URL: sslmode is none of/)
  })

  it.each([
    ['words', 'not a certificate'],
    ['a certificate cut short', `${stranger.ca.slice(0, 200)}`],
    [
      'a good one and a bad one',
      `${stranger.ca}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`,
    ],
    ['a key', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
  ])('reject a DATABASE_CA that is %s', (_, pem) => {
    expect(() => parseEnv({ ...settings, DATABASE_CA: pem })).toThrow(
      /DATABASE_CA: expected one or more certificates in PEM/,
    )
  })
})
