import { z } from 'zod'
import { PageQuery } from '../paging/page.ts'

export const HistoryQuery = PageQuery.extend({
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .describe('csv: the whole history instead of a page, times in the organization’s time zone'),
})
