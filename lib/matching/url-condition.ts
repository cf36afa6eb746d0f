/** A condition on the address of a page, in the terms of Tag Manager. */
export type UrlCondition = {
  /** `{{Page URL}}` ends before the fragment, which only a variable of our own can read. */
  variable: 'pageUrl' | 'urlFragment'
  type: 'contains' | 'equals' | 'matchRegex'
  value: string
  ignoreCase: boolean
}
