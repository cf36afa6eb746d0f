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
    submitted: withForm
      .exactOptional()
      .meta({ description: 'The same of a form that is sent', examples: ['<form id="contact"></form>'] }),
  })
  .refine(({ navigation, ...rest }) => Object.keys(rest).length > 0, {
    error: 'must have a url, an event, or what is clicked or submitted',
  })
  .meta({ id: 'Visit' })

export type Visit = z.infer<typeof Visit>

export const MatchTrackings = z.strictObject({ customerId: Id, visit: Visit }).meta({ id: 'MatchTrackings' })
export type MatchTrackings = z.infer<typeof MatchTrackings>
