import { env } from '../../../settings/env.ts'
import type { DoctorCheck, Found } from '../doctor-check.ts'

/** Where the Admin SDK fetches the certificates that verify ID tokens. */
const CERTIFICATES_URL =
  'https://www.googleapis.com/robot/v1/metadata/x509/securetoken@system.gserviceaccount.com'
const TIMEOUT_MS = 10_000
/** As Firebase lets a project be called. */
const PROJECT_ID = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/

/** ID tokens of the project can be verified. */
export const checkFirebase: DoctorCheck = {
  name: 'firebase',
  settings: ['FIREBASE_PROJECT_ID', 'FIREBASE_AUTH_EMULATOR_HOST'],
  needs: [],
  find: async () => {
    const { FIREBASE_PROJECT_ID: project, FIREBASE_AUTH_EMULATOR_HOST: emulator } = env()
    return emulator === undefined
      ? [judgeProject(project), await findCertificates()]
      : [await findEmulator(emulator)]
  },
}

function judgeProject(project: string): Found {
  if (PROJECT_ID.test(project) && !/^(demo-|your-)/.test(project)) {
    return { status: 'ok', what: 'FIREBASE_PROJECT_ID looks like one' }
  }
  return {
    status: 'fail',
    what: 'FIREBASE_PROJECT_ID is not the id of a project',
    fix: 'copy the project id, not the name or number, from the project settings of the Firebase console',
  }
}

async function findCertificates(): Promise<Found> {
  const response = await text(CERTIFICATES_URL)
  return response?.includes('BEGIN CERTIFICATE')
    ? { status: 'ok', what: 'the certificates that verify ID tokens are there' }
    : {
        status: 'fail',
        what: 'the certificates that verify ID tokens cannot be fetched: nobody can sign in',
        fix: 'allow https to www.googleapis.com; try again',
      }
}

async function findEmulator(host: string): Promise<Found> {
  return (await text(`http://${host}/`)) === undefined
    ? {
        status: 'fail',
        what: 'the Auth emulator does not respond',
        fix: 'start it, or unset FIREBASE_AUTH_EMULATOR_HOST',
      }
    : { status: 'ok', what: 'the Auth emulator responds, and nobody else’s tokens are accepted' }
}

async function text(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) })
    return await response.text()
  } catch {
    return undefined
  }
}
