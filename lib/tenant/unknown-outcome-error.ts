/** The connection was lost, or too slow, while COMMIT was under way: whether it took effect is not known. */
export class UnknownOutcomeError extends Error {
  override readonly name = 'UnknownOutcomeError'

  constructor(cause: unknown) {
    super('the outcome of the transaction is not known', { cause })
  }
}
