import { requiredSetting } from '../command-line/required-setting.ts'
import { directUrl } from '../database/direct-url.ts'
import type { LoginUrls } from './read-logins.ts'

/** The admin's URL and those of the logins that it creates, from the environment. */
export function roleUrls(): { adminUrl: string; urls: LoginUrls } {
  return {
    adminUrl: requiredSetting('ADMIN_DATABASE_URL'),
    urls: {
      // DATABASE_URL may be a URL of Prisma Accelerate, or have a pooler's own form of user name.
      app: process.env['APP_DATABASE_URL'] || requiredSetting('DATABASE_URL'),
      system: requiredSetting('SYSTEM_DATABASE_URL'),
      owner: directUrl(),
    },
  }
}
