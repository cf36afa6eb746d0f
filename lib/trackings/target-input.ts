import { z } from 'zod'
import { BRACES, withoutBraces } from '../input/tag-manager-name.ts'
import { urlPatternIssue } from '../matching/url-pattern.ts'
import { urlRegexIssue } from '../matching/url-regex.ts'
import { selectorIssue } from './css-selector.ts'

/** For `superRefine`: what is wrong with a text, as the rule that knows puts it. */
function holdTo(issueOf: (text: string) => string | undefined) {
  return (text: string, context: z.RefinementCtx<string>) => {
    const message = issueOf(text)
    if (message) context.addIssue({ code: 'custom', message })
  }
}

const selector = z
  .string()
  .min(1, { abort: true })
  .max(500, { abort: true })
  .superRefine(holdTo(selectorIssue))
  .meta({
    description:
      'CSS selector of the element, for BUTTON_CLICK and FORM_SUBMIT. It is written to Tag Manager letter by letter; ' +
      'a click on anything inside of the element counts too',
    examples: ['#buy, a.cta-buy'],
  })

const urlPattern = z
  .string()
  .min(1)
  .max(500, { abort: true })
  .refine((text) => !/[\s\p{Cc}\p{Cs}]/u.test(text), {
    message: 'must not contain spaces, line breaks or control characters',
    abort: true,
  })
  .refine(withoutBraces, { message: BRACES, abort: true })
  .superRefine(holdTo(urlPatternIssue))
  .meta({
    description:
      'The address of the page, where `*` stands for any text, at most 5 times. `/thank-you` is exactly that path on ' +
      'any host, with or without a slash at its end; `/thank-you*` also everything below and after it; ' +
      '`shop.example/thank-you` names the host too; `*/thank-you` may begin with anything. Without `?` any query will ' +
      'do (`/search?q=*` asks for one), without `#` any fragment (`/#/thank-you` asks for one). ' +
      'Write umlauts and the like as they are or percent-encoded, both mean the same. `*` alone is every page',
    examples: ['/thank-you*'],
  })

const urlRegex = z
  .string()
  .min(1)
  .max(200, { abort: true })
  .refine((text) => !/[\r\n\p{Cs}]/u.test(text), { message: 'must be one line', abort: true })
  .refine(withoutBraces, { message: BRACES, abort: true })
  .superRefine(async (text, context) => {
    const message = await urlRegexIssue(text)
    if (message) context.addIssue({ code: 'custom', message })
  })
  .meta({
    description:
      'A regular expression that is found somewhere in the address of the page, without its fragment. Only what ' +
      'browsers and RE2 read alike: no look-around, back-references, inline flags, `\\A`, `\\z` or `(?P<`; and nothing ' +
      'that can keep a browser busy without end. Along with `urlPattern` both have to match',
    examples: ['^https://shop\\.example/(de|en)/thank-you/?$'],
  })

const ignoreCase = z.boolean().meta({
  description: 'Whether `urlPattern` and `urlRegex` match in either case of letters',
  default: false,
})

const historyChanges = z.boolean().meta({
  description:
    'Whether a PAGE_VIEW also counts where a single-page application changes the address without loading a page',
  default: true,
})

/** Compared by Tag Manager letter by letter, so nothing of it is spelled in another way. */
const eventName = z
  .string()
  .trim()
  .max(100)
  .refine((text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text), 'must be one line without control characters')
  .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text), 'must contain a letter, a digit or a sign')
  .refine(
    (text) => !text.toLowerCase().startsWith('gtm.'),
    'must not start with "gtm.", which Tag Manager keeps for itself',
  )
  .refine(withoutBraces, BRACES)
  .meta({
    description: 'The event as the website pushes it into the data layer',
    examples: ['newsletter_signup'],
  })

/** What callers may send of what a tracking waits for. Which of it a type takes is declared in `lib/tracking-types`. */
export const TARGET_INPUT = {
  selector,
  urlPattern,
  urlRegex,
  ignoreCase,
  historyChanges,
  eventName,
}
