/** The id of a YouTube video, out of any address under which YouTube shows it; `undefined` where it is none. */
export function videoId(address: string): string | undefined {
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined
  const host = url.hostname.replace(/^(?:www|m|music)\./, '')
  const [, first = '', second] = url.pathname.split('/')
  if (host === 'youtu.be') return idIn(first)
  if (host !== 'youtube.com' && host !== 'youtube-nocookie.com') return undefined
  if (first === 'watch') return idIn(url.searchParams.get('v') ?? '')
  return ['embed', 'shorts', 'live', 'v'].includes(first) ? idIn(second ?? '') : undefined
}

function idIn(text: string): string | undefined {
  return /^[\w-]{11}$/.test(text) ? text : undefined
}
