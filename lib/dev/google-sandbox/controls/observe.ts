import type { Contents } from '../state/contents.ts'
import type { EntityBody, Kind } from '../state/entity.ts'
import type { AdsCustomer, Container, State } from '../state/state.ts'

type ObservedContents = {
  tags: (EntityBody & { tagId: string })[]
  triggers: (EntityBody & { triggerId: string })[]
  variables: (EntityBody & { variableId: string })[]
  folders: (EntityBody & { folderId: string })[]
  templates: (EntityBody & { templateId: string })[]
  zones: (EntityBody & { zoneId: string })[]
  /** Types, sorted. */
  builtIns: string[]
}

type ObservedContainer = {
  /** Ids of the live and of the latest version. */
  live: string | undefined
  latest: string | undefined
  versions: string[]
  workspaces: string[]
  /** What visitors get: empty while nothing is published. */
  liveContents: ObservedContents
}

type ObservedAction = { id: string; name: string; status: string; category: string; label: string }

export type Observed = {
  /** By public id (`GTM-…`). */
  containers: Record<string, ObservedContainer>
  /** Conversion actions by account, removed ones included. */
  ads: Record<string, ObservedAction[]>
}

/** A plain snapshot of all objects, for comparing before with after and for finding duplicates. */
export function observe(state: State): Observed {
  const containers = [...state.containers.values()].map(
    (one) => [one.publicId, observedContainer(one)] as const,
  )
  const ads = [...state.adsCustomers.values()].map((one) => [one.id, observedActions(one)] as const)
  return structuredClone({ containers: Object.fromEntries(containers), ads: Object.fromEntries(ads) })
}

function observedContainer(container: Container): ObservedContainer {
  const live = container.versions.get(container.liveVersionId ?? '')
  return {
    live: container.liveVersionId,
    latest: container.latestVersionId,
    versions: [...container.versions.keys()],
    workspaces: [...container.workspaces.values()].map(({ name }) => name),
    liveContents: observedContents(live?.contents),
  }
}

function observedActions({ conversionActions }: AdsCustomer): ObservedAction[] {
  return [...conversionActions.values()].map(({ id, name, status, category, label }) => {
    return { id, name, status, category, label }
  })
}

function observedContents(contents: Contents | undefined): ObservedContents {
  const list = (kind: Kind) => [...(contents?.[kind].values() ?? [])]
  return {
    tags: list('tag').map(({ id, body }) => ({ tagId: id, ...body })),
    triggers: list('trigger').map(({ id, body }) => ({ triggerId: id, ...body })),
    variables: list('variable').map(({ id, body }) => ({ variableId: id, ...body })),
    folders: list('folder').map(({ id, body }) => ({ folderId: id, ...body })),
    templates: list('customTemplate').map(({ id, body }) => ({ templateId: id, ...body })),
    zones: list('zone').map(({ id, body }) => ({ zoneId: id, ...body })),
    builtIns: [...(contents?.builtIns ?? [])].sort(),
  }
}
