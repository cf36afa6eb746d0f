import { tlsMode } from '../../../settings/database-tls.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** How the session that a URL leads to is encrypted, which follows from the URL: it came about. */
export function checkEncrypted(name: string, setting: string, reached: string): DoctorCheck {
  return {
    name,
    settings: [setting],
    needs: [reached],
    find: async () => [judge(process.env[setting] ?? '')],
  }
}

function judge(url: string): Found {
  if (/^prisma/.test(url)) return { status: 'ok', what: 'TLS, as Accelerate has it' }
  const mode = tlsMode(url)
  switch (mode) {
    case 'verify-full':
      return { status: 'ok', what: 'TLS, and the certificate is the host’s' }
    case 'verify-ca':
      return { status: 'ok', what: 'TLS, and the certificate is signed by who may' }
    case 'no-verify':
      return {
        status: 'warn',
        what: 'TLS to anybody: the certificate is not verified',
        fix: 'say sslmode=verify-full, with DATABASE_CA where the authority is a private one',
      }
    case 'disable':
    case undefined:
      return LOOPBACK.test(new URL(url).hostname)
        ? { status: 'ok', what: 'plain text, which does not leave this machine' }
        : {
            status: 'warn',
            what: 'plain text',
            fix: 'say sslmode=verify-full, unless the network is yours alone',
          }
    default:
      return mode satisfies never
  }
}
