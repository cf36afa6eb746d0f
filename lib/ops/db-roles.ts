import { runCommand } from './command.ts'
import { directUrl } from './direct-url.ts'
import { ensureRoles } from './roles.ts'

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set (see .env.example).`)
  return value
}

await runCommand(async () => {
  const done = await ensureRoles(required('ADMIN_DATABASE_URL'), {
    // DATABASE_URL may lead to Prisma Accelerate, or carry a pooler's own form of user name.
    app: process.env['APP_DATABASE_URL'] || required('DATABASE_URL'),
    system: required('SYSTEM_DATABASE_URL'),
    owner: directUrl(),
  })
  console.log(done.join('\n'))
})
