import { directUrl } from '../database/direct-url.ts'
import type { LoginUrls } from './roles-plan.ts'

/** A setting that a command cannot do without. */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set (see .env.example).`)
  return value
}

/** The admin's URL and those whose logins it makes, from the environment. */
export function roleUrls(): { adminUrl: string; urls: LoginUrls } {
  return {
    adminUrl: required('ADMIN_DATABASE_URL'),
    urls: {
      // DATABASE_URL may lead to Prisma Accelerate, or carry a pooler's own form of user name.
      app: process.env['APP_DATABASE_URL'] || required('DATABASE_URL'),
      system: required('SYSTEM_DATABASE_URL'),
      owner: directUrl(),
    },
  }
}
