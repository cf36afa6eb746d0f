import { z } from 'zod'
import { Id } from '../input/id.ts'

const NAVIGATIONS = ['LOAD', 'HISTORY'] as const

/** Loaded with the first snippet: no other request needs the parser. */
const snippets = () => import('../matching/snippet.ts')

const html = z
  .string()
  .min(1)
  .max(20_000, { abort: true })
  .superRefine(async (text, context) => {
    const snippet = (await snippets()).readSnippet(text)
    if (typeof snippet === 'string') context.addIssue({ code: 'custom', message: snippet })
  })

const withForm = html.refine(async (text) => {
  const { formOf, readSnippet } = await snippets()
  const snippet = readSnippet(text)
  return typeof snippet === 'string' || formOf(snippet) !== undefined
}, 'has no <form>; give the form that is sent')

const url = z
  .string()
  .max(2_000, { abort: true })
  .refine((text) => {
    const parsed = URL.parse(text)
    return parsed?.protocol === 'https:' || parsed?.protocol === 'http:'
  }, 'must be an address that begins with https:// or http://')

const Visit = z
  .strictObject({
    url: url.exactOptional().meta({
      description: 'The page that the visitor has opened, as the browser shows it or as people write it',
      examples: ['https://shop.example/thank-you?order=7'],
    }),
    navigation: z.enum(NAVIGATIONS).default('LOAD').meta({
      description:
        'Whether the page was loaded, or a single-page application has changed its address (`HISTORY`)',
    }),
    event: z
      .string()
      .min(1)
      .max(100)
      .exactOptional()
      .meta({
        description: 'An event that the website pushes into the data layer',
        examples: ['newsletter_signup'],
      }),
    clicked: html.exactOptional().meta({
      description:
        'The HTML of the element that is clicked, best with the elements around it: the innermost one counts, where ' +
        'always the first child is followed. Unless it begins with `<html>` or `<body>`, what may be around it is ' +
        'unknown, and so are siblings',
      examples: ['<form id="checkout"><button class="cta-buy">Buy</button></form>'],
    }),
    visible: html.exactOptional().meta({
      description: 'The same of an element that comes into view',
      examples: ['<div class="thank-you">Thank you</div>'],
    }),
    percent: z
      .int()
      .min(1)
      .max(100)
      .exactOptional()
      .meta({
        description:
          'How much of that element is in view, or of the video is watched; all of it where it is not said',
        examples: [100],
      }),
    scrolled: z
      .int()
      .min(0)
      .max(100)
      .exactOptional()
      .meta({ description: 'How far the page is scrolled down, in percent of its height', examples: [90] }),
    stayed: z
      .int()
      .min(0)
      .max(86_400)
      .exactOptional()
      .meta({ description: 'How many seconds the visitor stays on the page', examples: [30] }),
    video: url.exactOptional().meta({
      description: 'The address of the YouTube video that is watched',
      examples: ['https://www.youtube.com/watch?v=gvHcXIF0rTU'],
    }),
    dataLayer: z
      .record(z.string().max(100), z.unknown())
      .refine((layer) => JSON.stringify(layer).length <= 20_000, 'must not be larger than 20,000 characters')
      .exactOptional()
      .meta({
        description: 'All that the data layer holds at that moment, by name; what is not named is not there',
        examples: [{ user: { type: 'customer' } }],
      }),
    submitted: withForm
      .exactOptional()
      .meta({ description: 'The same of a form that is sent', examples: ['<form id="contact"></form>'] }),
  })
  .refine(({ navigation, percent, dataLayer, ...rest }) => Object.keys(rest).length > 0, {
    error: 'must have a url, an event, or what is clicked, submitted, seen, scrolled, watched or stayed for',
  })
  .meta({ id: 'Visit' })

export type Visit = z.infer<typeof Visit>

export const MatchTrackings = z.strictObject({ customerId: Id, visit: Visit }).meta({ id: 'MatchTrackings' })
export type MatchTrackings = z.infer<typeof MatchTrackings>
