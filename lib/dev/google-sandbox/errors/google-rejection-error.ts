/** Thrown deep inside a rule to end the request with Google's rejection. */
export class GoogleRejectionError extends Error {
  override readonly name = 'GoogleRejectionError'
  readonly response: Response

  constructor(response: Response) {
    super(`Rejected with ${response.status}`)
    this.response = response
  }
}
