import { readApiError, retryDelayMs, sharedReason } from './api-error.ts'
import type { GoogleReason } from './google-reasons.ts'
import type { Classification, Rejection } from './rejection.ts'

/**
 * Tag Manager's 400s and 404s that differ in nothing but the message. This table is the only place that reads one.
 * A missing entry falls to a safe reason: the agency sees Google's text.
 */
const TAG_MANAGER_MESSAGES: { status: number; operation?: string; pattern: RegExp; reason: GoogleReason }[] =
  [
    { status: 400, pattern: /duplicate name/i, reason: 'duplicate_name' },
    { status: 400, pattern: /fingerprint/i, reason: 'fingerprint_conflict' },
    { status: 400, operation: 'workspaces.create', pattern: /limit|maximum/i, reason: 'workspace_limit' },
    { status: 403, operation: 'workspaces.create', pattern: /limit|maximum/i, reason: 'workspace_limit' },
    { status: 404, pattern: /version.*not found/i, reason: 'version_not_found' },
  ]

/** Operations whose 404 is about the container; that of any other is about something inside of it. */
const CONTAINER_LEVEL = new Set([
  'accounts.list',
  'containers.list',
  'containers.lookup',
  'versions.live',
  'version_headers.latest',
  'workspaces.list',
  'workspaces.create',
])

/** https://developers.google.com/tag-platform/tag-manager/api/v2/errors */
export function classifyTagManager({ status, body, operation }: Rejection): Classification {
  const error = readApiError(body)
  return {
    reason: sharedReason(status, error) ?? tagManagerReason(status, operation, error.message ?? ''),
    message: error.message,
    retryAfterMs: retryDelayMs(error.details.find(({ retryDelay }) => retryDelay)?.retryDelay),
  }
}

function tagManagerReason(status: number, operation: string, message: string): GoogleReason {
  const known = TAG_MANAGER_MESSAGES.find(
    (row) => row.status === status && (row.operation ?? operation) === operation && row.pattern.test(message),
  )
  if (known) return known.reason
  if (status === 403) return 'container_access_denied'
  if (status === 404) return CONTAINER_LEVEL.has(operation) ? 'container_not_found' : 'entity_not_found'
  if (status === 409 || status === 412) return 'fingerprint_conflict'
  return 'invalid_request'
}
