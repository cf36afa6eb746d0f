type Options = { queryKey?: unknown; stripWww?: boolean }

/** {{Page URL}} ends before the fragment. */
export function urlWithoutFragment(url: URL): string {
  return url.hash ? url.href.slice(0, -url.hash.length) : url.href.replace(/#$/, '')
}

/** What a variable of type `u` reads of a URL, in the spelling of the URL standard. */
export function urlComponent(url: URL, component: string, { queryKey, stripWww }: Options = {}): unknown {
  switch (component) {
    case 'PROTOCOL':
      return url.protocol.slice(0, -1)
    case 'HOST':
      return stripWww ? url.hostname.replace(/^www\d*\./, '') : url.hostname
    case 'PORT':
      return url.port || (url.protocol === 'https:' ? '443' : '80')
    case 'PATH':
      return url.pathname
    case 'EXTENSION':
      return /\.(\w+)$/.exec(url.pathname)?.[1] ?? ''
    case 'QUERY':
      return typeof queryKey === 'string' && queryKey
        ? (url.searchParams.get(queryKey) ?? undefined)
        : url.search.slice(1)
    case 'FRAGMENT':
      return url.hash.slice(1)
    default:
      return urlWithoutFragment(url)
  }
}
