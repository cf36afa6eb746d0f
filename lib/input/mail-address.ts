import { domainToASCII } from 'node:url'

/** Letters of all scripts, and the signs of RFC 5322 `atext`; dots anywhere, since there are mailboxes like that; full stops of all scripts. */
const ADDRESS = /^([^\s\p{Cc}\p{Cf}"(),:;<>@[\\\]]+)@([\p{L}\p{M}\p{N}.。．｡-]+)$/u
const DOMAIN = /^(?:[a-z\d-]+\.)+[a-z\d-]+$/

/**
 * The one spelling in which addresses are stored and compared: NFC, small letters, the domain in ASCII as name servers
 * have it (UTS 46), so that `пример.рф` and `xn--e1afmkfd.xn--p1ai` are the same.
 * @returns `undefined` for what is no address
 */
export function mailAddress(text: string): string | undefined {
  const [, mailbox, domain] = ADDRESS.exec(text.normalize('NFC').trim()) ?? []
  if (mailbox === undefined || domain === undefined) return undefined
  const ascii = domainToASCII(domain)
  return DOMAIN.test(ascii) ? `${mailbox.toLowerCase()}@${ascii}` : undefined
}
