import type { PageElement } from './page-element.ts'

/** What a listener of Tag Manager notices on a page. */
export type Noticed =
  | { kind: 'visible'; element: PageElement; percent: number; added: boolean }
  | { kind: 'scroll'; percent: number }
  | { kind: 'wait'; seconds: number }
  | { kind: 'video'; url: string; percent: number; hasApi: boolean }
