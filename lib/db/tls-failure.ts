/** What OpenSSL and Node call a certificate that does not hold, and a handshake that fails. */
const CODES = /CERT|_ISSUER_|LEAF_SIGNATURE|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$|^ERR_(TLS|SSL)_/

/** The driver gives these no code: a server or pooler without TLS. */
const NO_TLS = [
  'The server does not support SSL connections',
  'There was an error establishing an SSL connection',
]

/**
 * What the operator has to do so that a connection with TLS comes about.
 * @param error of connecting
 * @returns undefined where it failed for another reason
 */
export function tlsFailure(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (NO_TLS.includes(error.message)) {
    return 'The server speaks no TLS: turn it on there, or say sslmode=disable in the URL, and all is sent as plain text.'
  }
  if (!CODES.test(code)) return undefined
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') {
    return `The server's certificate is for another host (${code}): use its name in the URL, or sslmode=verify-ca with DATABASE_CA.`
  }
  return `The server's certificate is not signed by DATABASE_CA, or by a public authority where that is not set (${code}): set DATABASE_CA to the certificate of the authority that signed it.`
}
