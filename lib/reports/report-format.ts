import { z } from 'zod'

/** How a report with rows is answered. */
export const ReportFormat = z.enum(['json', 'csv']).default('json')

/** The content type of reports in CSV. */
export const CSV = 'text/csv; charset=utf-8'
