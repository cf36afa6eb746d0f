import { X509Certificate } from 'node:crypto'

/** What a URL says of TLS. `verify-ca` checks who signed the certificate, and not for which host. */
export type TlsMode = 'disable' | 'no-verify' | 'verify-ca' | 'verify-full'

/**
 * libpq's and the driver's spellings. `prefer` and `require` would check nothing in libpq, where our pages and those of
 * hosted services write them for “with TLS”: here both check all, as the driver has it.
 */
const MODES: Record<string, TlsMode> = {
  disable: 'disable',
  allow: 'verify-full',
  prefer: 'verify-full',
  require: 'verify-full',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
  'no-verify': 'no-verify',
}
const SSL: Record<string, TlsMode> = {
  '0': 'disable',
  false: 'disable',
  '1': 'verify-full',
  true: 'verify-full',
  'no-verify': 'no-verify',
}
const UNENCRYPTED_AT_WILL = ['allow', 'prefer']

/**
 * How a URL is to be connected: `undefined` where it does not say.
 * @throws Error for a word that is none of the modes
 */
export function tlsMode(databaseUrl: string): TlsMode | undefined {
  const { searchParams } = new URL(databaseUrl)
  const sslmode = searchParams.get('sslmode')
  const ssl = searchParams.get('ssl')
  if (sslmode === null && ssl === null) return searchParams.has('sslrootcert') ? 'verify-full' : undefined
  const mode = sslmode === null ? SSL[ssl ?? ''] : MODES[sslmode]
  if (mode) return mode
  throw new Error('sslmode is none of disable, require, verify-ca, verify-full and no-verify')
}

/** The certificates of a setting, in which line ends may be written as `\n`. */
export function certificatesOf(pem: string): string[] {
  return pem.replaceAll('\\n', '\n').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
}

/** Whether a setting is certificates and nothing that fails to be one. */
export function holdsCertificates(pem: string): boolean {
  const certificates = certificatesOf(pem)
  const count = pem.split('-----BEGIN').length - 1
  return count > 0 && count === certificates.length && certificates.every(isCertificate)
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

/**
 * What is wrong with how URLs would be connected: a word that is no mode; in production also one that may leave out TLS
 * without saying so. Accelerate's URLs have TLS of their own.
 */
export function databaseTlsIssues(
  urls: Readonly<Record<string, string>>,
  production: boolean,
): { name: string; issue: string }[] {
  return Object.entries(urls).flatMap(([name, url]) => {
    if (!/^postgres(ql)?:/.test(url)) return []
    const issue = issueOf(url, production)
    return issue === undefined ? [] : [{ name, issue }]
  })
}

function issueOf(url: string, production: boolean): string | undefined {
  try {
    const atWill = UNENCRYPTED_AT_WILL.includes(new URL(url).searchParams.get('sslmode') ?? '')
    if (production && (atWill || tlsMode(url) === undefined)) {
      return 'does not require TLS; add ?sslmode=verify-full, with DATABASE_CA where the authority is a private one, or ?sslmode=disable for plain text'
    }
    tlsMode(url)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
