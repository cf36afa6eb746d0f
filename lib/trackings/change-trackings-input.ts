import { z } from 'zod'
import { Id } from '../input/id.ts'
import { EditDigest } from './bulk-edit.ts'
import { Selection } from './selection.ts'
import { UpdateTracking } from './tracking-input.ts'

const { name: _name, type: _type, customerId: _customerId, ...fields } = UpdateTracking.shape

/** What may change of many trackings at once: all but the name, which each has for itself. */
const TrackingChanges = z
  .strictObject({
    ...fields,
    name: z.never('cannot be one for several; change the name of each by itself').exactOptional(),
  })
  .refine((changes) => Object.keys(changes).length > 0, 'must change at least one field')
  .describe('A null takes a value away, or sets it back to its default')
  .meta({ id: 'TrackingChanges' })

export const ChangeTrackings = z
  .strictObject({ filter: Selection, changes: TrackingChanges, digest: EditDigest })
  .meta({ id: 'ChangeTrackings' })
export type ChangeTrackings = z.infer<typeof ChangeTrackings>

export const DeleteTrackings = z
  .strictObject({ filter: Selection, digest: EditDigest })
  .meta({ id: 'DeleteTrackings' })
export type DeleteTrackings = z.infer<typeof DeleteTrackings>

export const MoveTrackings = z
  .strictObject({ filter: Selection, to: Id, digest: EditDigest })
  .meta({ id: 'MoveTrackings' })
export type MoveTrackings = z.infer<typeof MoveTrackings>
