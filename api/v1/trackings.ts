import { z } from 'zod'
import { GOOGLE_PROBLEMS } from '../../lib/connections/connection-problems.ts'
import { acceptTracking } from '../../lib/customers/accept-tracking.ts'
import { AcceptedView } from '../../lib/customers/accept-view.ts'
import { EDIT_PENDING, NO_SUCH_CUSTOMER, RUN_UNDER_WAY } from '../../lib/customers/customer-problems.ts'
import { releaseTracking } from '../../lib/customers/release-tracking.ts'
import { startTrackingRepair } from '../../lib/customers/start-tracking-repair.ts'
import { TOO_MANY_OF_CUSTOMER, TOO_MANY_TRACKINGS } from '../../lib/errors/row-caps.ts'
import { reply } from '../../lib/http/reply.ts'
import { route } from '../../lib/http/route.ts'
import { serve } from '../../lib/http/serve.ts'
import { Id } from '../../lib/input/id.ts'
import { IF_MATCH } from '../../lib/input/if-match.ts'
import { Page, PageQuery } from '../../lib/paging/page.ts'
import { SyncRunWithJobsView } from '../../lib/sync/queue/run-view.ts'
import { SETUP_INCOMPLETE } from '../../lib/sync/sync-problems.ts'
import { ValidateQuery } from '../../lib/trackings/bulk-edit.ts'
import { CreateTrackings } from '../../lib/trackings/bulk-input.ts'
import { ChangedTrackings, DeletedTrackings, MovedTrackings } from '../../lib/trackings/bulk-view.ts'
import { changeTrackings } from '../../lib/trackings/change-trackings.ts'
import {
  ChangeTrackings,
  DeleteTrackings,
  MoveTrackings,
} from '../../lib/trackings/change-trackings-input.ts'
import { createTracking } from '../../lib/trackings/create-tracking.ts'
import { createTrackings } from '../../lib/trackings/create-trackings.ts'
import { deleteTracking } from '../../lib/trackings/delete-tracking.ts'
import { deleteTrackings } from '../../lib/trackings/delete-trackings.ts'
import { getTracking } from '../../lib/trackings/get-tracking.ts'
import { getTrackingWithFindings } from '../../lib/trackings/get-tracking-with-findings.ts'
import { getTrackings } from '../../lib/trackings/get-trackings.ts'
import { listTrackings } from '../../lib/trackings/list-trackings.ts'
import { MatchTrackings } from '../../lib/trackings/match-input.ts'
import { matchTrackings } from '../../lib/trackings/match-trackings.ts'
import { MatchesView } from '../../lib/trackings/match-view.ts'
import { moveTrackings } from '../../lib/trackings/move-trackings.ts'
import { restoreTracking } from '../../lib/trackings/restore-tracking.ts'
import { CreateTracking, TrackingFilter, UpdateTracking } from '../../lib/trackings/tracking-input.ts'
import {
  CUSTOMER_DELETED,
  DIGEST_MISSING,
  NAME_IN_USE,
  NO_SUCH_TARGET,
  namesInUse,
  RESTORED_MOVED,
  SELECTION_CHANGED,
  TOO_MANY_FOUND,
} from '../../lib/trackings/tracking-problems.ts'
import { type Tracking, TrackingView, TrackingWithFindingsView } from '../../lib/trackings/tracking-view.ts'
import { updateTracking } from '../../lib/trackings/update-tracking.ts'

const params = z.object({ trackingId: Id })

const made = (tracking: Tracking) =>
  reply(tracking, { headers: { location: `/api/v1/trackings/${tracking.id}` } })

export const routes = [
  route({
    id: 'trackings.list',
    method: 'GET',
    path: '/v1/trackings',
    summary: 'List trackings, newest first by default',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    query: PageQuery.extend(TrackingFilter.shape),
    seesDeletedIf: ({ query }) => query.deleted,
    output: Page(TrackingView),
    run: ({ db, tenant, query }) => listTrackings(db, tenant, query),
  }),
  route({
    id: 'trackings.create',
    method: 'POST',
    path: '/v1/trackings',
    summary: 'Create a tracking of a button, page, form or event; the next sync creates it at Google',
    auth: 'MEMBER',
    rate: 'write',
    idempotent: async ({ db, id }) => made(await getTracking(db, id)),
    transaction: 'write',
    body: CreateTracking,
    output: TrackingView,
    status: 201,
    problems: [NO_SUCH_CUSTOMER, NAME_IN_USE, TOO_MANY_TRACKINGS],
    run: async ({ db, body }) => made(await createTracking(db, body)),
  }),
  route({
    id: 'trackings.createMany',
    method: 'POST',
    path: '/v1/trackings/bulk',
    summary: 'Create up to 100 trackings, all or none; errors are named by their index in the list',
    auth: 'MEMBER',
    rate: 'write',
    idempotent: async ({ db, ids }) => ({ data: await getTrackings(db, ids) }),
    transaction: 'write',
    body: CreateTrackings,
    output: z
      .object({ data: z.array(TrackingView).describe('In the order of the request') })
      .meta({ id: 'CreatedTrackings' }),
    status: 201,
    problems: [NO_SUCH_CUSTOMER, namesInUse(['body.trackings.0.name']), TOO_MANY_TRACKINGS],
    run: async ({ db, body }) => ({ data: await createTrackings(db, body) }),
  }),
  route({
    id: 'trackings.changeMany',
    method: 'POST',
    path: '/v1/trackings/bulk/change',
    summary: 'Change all trackings that a filter finds, at most 500, all or none',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    query: ValidateQuery,
    body: ChangeTrackings,
    output: ChangedTrackings,
    problems: [TOO_MANY_FOUND, DIGEST_MISSING, SELECTION_CHANGED],
    run: ({ db, query, body }) => changeTrackings(db, body, query.validate),
  }),
  route({
    id: 'trackings.deleteMany',
    method: 'POST',
    path: '/v1/trackings/bulk/delete',
    summary: 'Delete all trackings that a filter finds, at most 500, all or none',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    query: ValidateQuery,
    body: DeleteTrackings,
    output: DeletedTrackings,
    problems: [TOO_MANY_FOUND, DIGEST_MISSING, SELECTION_CHANGED],
    run: ({ db, query, body }) => deleteTrackings(db, body, query.validate),
  }),
  route({
    id: 'trackings.moveMany',
    method: 'POST',
    path: '/v1/trackings/bulk/move',
    summary:
      'Move all trackings that a filter finds, at most 500, to another customer, all or none: each is created there and deleted where it was',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    query: ValidateQuery,
    body: MoveTrackings,
    output: MovedTrackings,
    problems: [TOO_MANY_FOUND, DIGEST_MISSING, SELECTION_CHANGED, NO_SUCH_TARGET, TOO_MANY_OF_CUSTOMER],
    run: ({ db, query, body }) => moveTrackings(db, body, query.validate),
  }),
  route({
    id: 'trackings.match',
    method: 'POST',
    path: '/v1/trackings/match',
    summary:
      'Tell which trackings of a customer a page, an event or an element would fire; asks Google nothing',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    body: MatchTrackings,
    output: MatchesView,
    problems: [NO_SUCH_CUSTOMER],
    run: ({ db, body }) => matchTrackings(db, body),
  }),
  route({
    id: 'trackings.get',
    method: 'GET',
    path: '/v1/trackings/{trackingId}',
    summary: 'Get a tracking with the state of its sync and its open findings',
    auth: 'MEMBER',
    rate: 'read',
    transaction: 'read',
    params,
    output: TrackingWithFindingsView,
    run: ({ db, params }) => getTrackingWithFindings(db, params.trackingId),
  }),
  route({
    id: 'trackings.update',
    method: 'PATCH',
    path: '/v1/trackings/{trackingId}',
    summary: 'Change a tracking; the next sync changes it at Google',
    auth: 'MEMBER',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    body: UpdateTracking,
    output: TrackingView,
    problems: [NAME_IN_USE],
    run: ({ db, params, headers, body }) => updateTracking(db, params.trackingId, body, headers['if-match']),
  }),
  route({
    id: 'trackings.delete',
    method: 'DELETE',
    path: '/v1/trackings/{trackingId}',
    summary: 'Delete a tracking; the next sync removes it at Google',
    auth: 'MEMBER',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    status: 204,
    run: ({ db, params, headers }) => deleteTracking(db, params.trackingId, headers['if-match']),
  }),
  route({
    id: 'trackings.release',
    method: 'POST',
    path: '/v1/trackings/{trackingId}/release',
    summary: 'Let go of a tracking: it is deleted here, and everything of it at Google stays, on record',
    auth: 'ADMIN',
    keys: 'allowed',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    status: 204,
    problems: [RUN_UNDER_WAY],
    run: ({ db, params, headers }) => releaseTracking(db, params.trackingId, headers['if-match']),
  }),
  route({
    id: 'trackings.accept',
    method: 'POST',
    path: '/v1/trackings/{trackingId}/accept',
    summary:
      'Take what others have changed of a tracking at Google as what it asks for; nothing is written at Google',
    auth: 'MEMBER',
    rate: 'google',
    transaction: 'own',
    params,
    headers: IF_MATCH,
    output: AcceptedView,
    problems: [EDIT_PENDING, ...GOOGLE_PROBLEMS],
    run: ({ tenant, params, headers }) => acceptTracking(tenant, params.trackingId, headers['if-match']),
  }),
  route({
    id: 'trackings.repair',
    method: 'POST',
    path: '/v1/trackings/{trackingId}/repair',
    summary: 'Set what others have changed of a tracking at Google back to what is wanted',
    auth: 'MEMBER',
    rate: 'google',
    transaction: 'own',
    params,
    output: SyncRunWithJobsView,
    problems: [SETUP_INCOMPLETE],
    status: 202,
    run: async ({ tenant, params }) => {
      const run = await startTrackingRepair(tenant, params.trackingId)
      return reply(run, { headers: { location: `/api/v1/sync-runs/${run.id}` } })
    },
  }),
  route({
    id: 'trackings.restore',
    method: 'POST',
    path: '/v1/trackings/{trackingId}/restore',
    summary: 'Undo the deletion of a tracking; the next sync re-creates it at Google',
    auth: 'MEMBER',
    rate: 'write',
    transaction: 'write',
    params,
    headers: IF_MATCH,
    output: TrackingView,
    problems: [CUSTOMER_DELETED, RESTORED_MOVED, TOO_MANY_TRACKINGS],
    run: ({ db, params, headers }) => restoreTracking(db, params.trackingId, headers['if-match']),
  }),
]

export default serve(routes)
