const REASONS = {
  OC001: 'not_a_member',
  OC002: 'role',
  OC003: 'signed_out',
  OC004: 'lease_lost',
  OC008: 'key_ended',
} as const

export type DenialReason = (typeof REASONS)[keyof typeof REASONS]

/** `app.enter` denied the actor access; nothing of the tenant was read or written. */
export class TenantAccessDeniedError extends Error {
  override readonly name = 'TenantAccessDeniedError'
  readonly reason: DenialReason

  constructor(reason: DenialReason) {
    super(`tenant access denied: ${reason}`)
    this.reason = reason
  }
}

/** Why access was denied, by the SQLSTATE that `app.enter` raised. */
export function accessDenialOf(sqlState: string | undefined): TenantAccessDeniedError | undefined {
  switch (sqlState) {
    case 'OC001':
    case 'OC002':
    case 'OC003':
    case 'OC004':
    case 'OC008':
      return new TenantAccessDeniedError(REASONS[sqlState])
    default:
      return undefined
  }
}
