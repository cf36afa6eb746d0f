import { GoogleError } from '../../../google/google-error.ts'
import type { TagManager } from '../../../google/tag-manager.ts'
import type { ContainerVersion } from '../../../google/tag-manager-schemas.ts'
import { versionName } from '../../plan/google-names.ts'
import type { Version } from '../checkpoint.ts'
import { requireSyncable } from '../require-syncable.ts'
import { acceptedWork, type RunState } from '../run-state.ts'
import type { Work } from '../work.ts'
import type { Step } from './step.ts'

/** Makes a version of the draft. */
export const version: Step = {
  name: 'version',
  isDone: hasVersion,
  async take(state, { gtm }, session) {
    const { draft } = state
    if (!draft) throw new Error('a version is made before its draft')
    await requireSyncable(session)
    const made = await makeVersion(acceptedWork(state), draft.workspace, gtm)
    return { kept: { version: made, previousLiveId: draft.previousLiveId } }
  },
}

/** Whether a version with what is wanted is there: made by this run, or live since before. */
export function hasVersion({ checkpoint }: RunState): boolean {
  return checkpoint.version !== undefined || checkpoint.alreadyLive === true
}

/** What is kept of a version. */
export function versionOf({ path, containerVersionId, fingerprint }: ContainerVersion): Version {
  return { path, id: containerVersionId, fingerprint }
}

/** Compiles first, so that a container that cannot go live costs no version. */
async function makeVersion(work: Work, workspace: string, gtm: TagManager): Promise<Version> {
  const preview = await gtm.quickPreview(workspace)
  if (preview.compilerError) throw compileError('quick_preview', preview.details)
  const made = await gtm.createVersion(workspace, {
    name: versionName(work.runId),
    notes: `${work.items.length} tracking(s) by OneClickTag`,
  })
  if ('version' in made) return versionOf(made.version)
  if ('compilerError' in made) throw compileError('create_version', made.details)
  throw new GoogleError('fingerprint_conflict', { service: 'tagmanager', operation: 'create_version' })
}

function compileError(operation: string, details: string[]): GoogleError {
  return new GoogleError('compile_error', {
    service: 'tagmanager',
    operation,
    googleMessage: details.join('; ') || undefined,
  })
}
