/** Thrown deep inside a rule to answer the request with Google's refusal. */
export class GoogleRejectionError extends Error {
  override readonly name = 'Refusal'
  readonly response: Response

  constructor(response: Response) {
    super(`Refused with ${response.status}`)
    this.response = response
  }
}
