import { z } from 'zod'
import { CONNECTION_STATUSES } from '../model/connection-status.ts'

export const ConnectionFilter = z.strictObject({ status: z.enum(CONNECTION_STATUSES).exactOptional() })
export type ConnectionFilter = z.infer<typeof ConnectionFilter>
