/** Whether a text is an http(s) URL of a host that is not Google's: of a stand-in. */
export function isOutsideGoogle(text: string): boolean {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) return false
  return !/(^|\.)(google|googleapis)\.com\.?$/.test(url.hostname)
}
