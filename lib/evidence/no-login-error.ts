/** No customer of the account has a Google account connected that works. */
export class NoLoginError extends Error {
  override readonly name = 'NoLoginError'
  constructor() {
    super('no Google account is connected for the Ads account')
  }
}
