/** A setting that a command cannot run without. */
export function requiredSetting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set (see .env.example).`)
  return value
}
