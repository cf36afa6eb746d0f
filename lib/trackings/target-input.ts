import { z } from 'zod'
import { BRACES, withoutBraces } from '../input/tag-manager-name.ts'
import { regexIssue } from '../matching/regex-issue.ts'
import { urlPatternIssue } from '../matching/url-pattern.ts'
import { urlRegexIssue } from '../matching/url-regex.ts'
import { LINK_HOSTS } from '../model/link-host.ts'
import { videoId } from '../tracking-types/video-id.ts'
import { CONDITION_INPUT } from './condition-input.ts'
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
      'CSS selector of what is clicked, sent or seen. It is written to Tag Manager letter by letter; a click on anything ' +
      'inside of the element counts too, and of a link trigger links inside of it',
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

/** A regular expression, which is proven to be harmless. */
function expression(issueOf: (source: string) => Promise<string | undefined>) {
  return z
    .string()
    .min(1)
    .max(200, { abort: true })
    .refine((text) => !/[\r\n\p{Cs}]/u.test(text), { message: 'must be one line', abort: true })
    .refine(withoutBraces, { message: BRACES, abort: true })
    .superRefine(async (text, context) => {
      const message = await issueOf(text)
      if (message) context.addIssue({ code: 'custom', message })
    })
}

const urlRegex = expression(urlRegexIssue).meta({
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

const eventRegex = expression(regexIssue).meta({
  description:
    'A regular expression that is found somewhere in the name of the event, in place of `eventName`, with the rules ' +
    'of `urlRegex`',
  examples: ['^(lead|signup)_'],
})

const linkHost = z.enum(LINK_HOSTS).meta({
  description:
    'Whether the link leads to the host of the page, to another one, or wherever. `www.` makes another host; links ' +
    'without a host, such as `tel:`, are on neither',
  default: 'any',
})

const fileExtensions = z
  .array(
    z
      .string()
      .toLowerCase()
      .regex(/^[a-z0-9]{1,10}$/, 'must be letters and digits without a dot'),
  )
  .min(1)
  .max(30)
  .refine((extensions) => new Set(extensions).size === extensions.length, 'must not repeat itself')
  .meta({
    description: 'How the addresses of the files end, without a dot, in either case of letters',
    default: ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'zip', 'csv'],
  })

const percent = z
  .int()
  .min(1)
  .max(100)
  .meta({
    description:
      'How much is needed: of an element that has to be in view (default 50), of the height that has to be scrolled ' +
      '(default 90), of the length that has to be watched (default 50)',
    examples: [50],
  })

const seconds = z
  .int()
  .min(1)
  .max(3600)
  .meta({ description: 'How long a visitor has to stay on the page', default: 30 })

const videoUrl = z
  .string()
  .max(500)
  .refine((text) => videoId(text) !== undefined, 'must be the address of a YouTube video')
  .meta({
    description: 'The address of one YouTube video, in any of its forms; without it every video counts',
    examples: ['https://www.youtube.com/watch?v=gvHcXIF0rTU'],
  })

const waitForTags = z.boolean().meta({
  description: 'Whether the browser goes on only after the tags have fired, or `waitForTagsTimeout` is over',
  default: false,
})

const waitForTagsTimeout = z
  .int()
  .min(100)
  .max(10_000)
  .meta({ description: 'How long it waits at most, in milliseconds', default: 2000 })

const checkValidation = z.boolean().meta({
  description: 'Whether a form counts only if no script keeps the browser from sending it',
  default: false,
})

/** What callers may send of what a tracking waits for. Which of it a type takes is declared in `lib/tracking-types`. */
export const TARGET_INPUT = {
  selector,
  urlPattern,
  urlRegex,
  ignoreCase,
  historyChanges,
  eventName,
  eventRegex,
  linkHost,
  fileExtensions,
  percent,
  seconds,
  videoUrl,
  waitForTags,
  waitForTagsTimeout,
  checkValidation,
  ...CONDITION_INPUT,
}
