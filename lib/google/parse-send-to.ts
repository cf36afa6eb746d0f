/** What a conversion tag sends to: the AW number (digits only) and the label of the conversion action. */
type SendTo = { conversionId: string; conversionLabel: string }

/**
 * Finds `send_to: 'AW-123456789/AbC-D_efG'` in an event snippet; `undefined` where there is none, as in snippets of a
 * whole account.
 */
export function parseSendTo(snippet: string): SendTo | undefined {
  const [, conversionId, conversionLabel] =
    /\bsend_to\b["']?\s*:\s*\[?\s*["']\s*AW-(\d+)\/([\w-]+)\s*["']/.exec(snippet) ?? []
  return conversionId && conversionLabel ? { conversionId, conversionLabel } : undefined
}
