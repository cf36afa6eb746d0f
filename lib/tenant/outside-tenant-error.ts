/** Thrown where code tries to reach tenant rows past `withTenant`: a defect of the program, never of a caller. */
export class OutsideTenantError extends Error {
  override readonly name = 'OutsideTenantError'
  constructor() {
    super('tenant rows are reached through withTenant only')
  }
}
