/** Whether a trigger of this role keeps the tag from firing. */
export function isException(role: string): boolean {
  return role.startsWith('exception-')
}
