import type { RequestHandler } from 'msw'
import { authorizeOperations } from './accounts/authorize-operations.ts'
import { revokeGrant } from './accounts/grants.ts'
import { tokenOperations } from './accounts/token-operations.ts'
import { adsOperations } from './ads/ads-operations.ts'
import type { NewAction } from './ads/new-conversion-action.ts'
import { type AdsCustomerOptions, addAdsCustomer, type CustomerDataUse } from './controls/add-ads-customer.ts'
import { addContainer, type ContainerOptions, containerByPublicId } from './controls/add-container.ts'
import { addConversionAction } from './controls/add-conversion-action.ts'
import { addPerson, type PersonOptions } from './controls/add-person.ts'
import { type ByHand, releaseByHand, versionByHand } from './controls/by-hand.ts'
import { changeAdsAccess, changeContainerAccess } from './controls/change-access.ts'
import { adsCustomerById, editActionByHand } from './controls/edit-action-by-hand.ts'
import {
  alterNextVersion,
  alterVersion,
  draftByHand,
  type EditOptions,
  editByHand,
  type HandEdit,
} from './controls/edit-by-hand.ts'
import { findAction } from './controls/find-action.ts'
import { type ImportOptions, importContainer } from './controls/import-container.ts'
import { observe } from './controls/observe.ts'
import { type RecordedDays, recordConversions } from './controls/record-conversions.ts'
import { visitPage } from './controls/visit-page.ts'
import { identityOperations } from './identity/identity-operations.ts'
import { firebaseToken, identityUser } from './identity/identity-user.ts'
import type { Core } from './requests/core.ts'
import { createFaults, type Service } from './requests/faults.ts'
import { type Gate, handlerOf, type Operation } from './requests/operation.ts'
import { createQuota } from './requests/request-quota.ts'
import { type ConversionAction, emptyState, type Permission, type StateOptions } from './state/state.ts'
import { tagManagerOperations } from './tag-manager/tag-manager-operations.ts'
import type { Visit } from './visitors/fire-tags.ts'
import type { VisitorEvent } from './visitors/moments.ts'
import { triggersThatNeverFire } from './visitors/simulate.ts'

export type SandboxOptions = StateOptions & {
  /** Fills the sandbox at first, for example `smallWorld`. */
  world?: (sandbox: Sandbox) => void
  /** Tag Manager's quota; Google's own figures by default. */
  quota?: { perWindow?: number; perDay?: number }
}

export type Sandbox = ReturnType<typeof assemble>

/**
 * A stateful replacement of Google: accounts and OAuth, Tag Manager, Google Ads, and sign-in. Its handlers serve an
 * intercepting test server and a loopback HTTP server alike.
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const state = emptyState(options)
  const quota = createQuota(state.now, options.quota)
  const sandbox = assemble({ state, calls: [], warnings: [], faults: createFaults(), quota })
  options.world?.(sandbox)
  return sandbox
}

/** `localId`: the uid of an account that this sign-in makes. */
type SignInOptions = { emailVerified?: boolean; localId?: string }

function assemble(core: Core) {
  const { state } = core
  return {
    ...core,
    handlers: handlersOf(core),
    registerRedirectUri: (uri: string) => state.client.redirectUris.add(uri),
    addPerson: (options?: PersonOptions) => addPerson(state, options),
    addContainer: (options?: ContainerOptions) => addContainer(state, options),
    addAdsCustomer: (options?: AdsCustomerOptions) => addAdsCustomer(state, options),
    /** The person withdraws the app's access, in the settings of the Google account. */
    revokeGrant: (sub: string) => revokeGrant(state, sub),
    /** The next consent leaves these scopes unticked. */
    untickScopes: (...scopes: string[]) => {
      for (const scope of scopes) state.untick.add(scope)
    },
    /** A person imports a file of Tag Manager's export. */
    importContainer: (file: unknown, options?: ImportOptions) => importContainer(state, file, options),
    /** A person edits objects in Tag Manager's own pages, and releases a version of it. */
    editByHand: (publicId: string, edit: HandEdit, options?: EditOptions) =>
      editByHand(core, containerByPublicId(state, publicId), edit, options),
    /** Google stores something else than what was sent: the next version that an app makes is altered. */
    alterNextVersion: (publicId: string, edit: HandEdit) =>
      alterNextVersion(core, containerByPublicId(state, publicId), edit),
    /** A version that is there becomes another one, as only Google could make it. */
    alterVersion: (publicId: string, versionId: string, edit: HandEdit) =>
      alterVersion(core, containerByPublicId(state, publicId), versionId, edit),
    /** A person edits objects in a workspace, and leaves them as a draft. */
    draftByHand: (publicId: string, workspaceName: string, edit: HandEdit) =>
      draftByHand(core, containerByPublicId(state, publicId), workspaceName, edit),
    /** A person changes a conversion action, named by its name, in Google Ads' own pages. */
    editActionByHand: (adsCustomerId: string, name: string, changes: Partial<ConversionAction>) =>
      editActionByHand(adsCustomerById(state, adsCustomerId), name, changes),
    /** An administrator of an account agrees to the customer data terms, or switches enhanced conversions on or off. */
    changeCustomerDataUse(adsCustomerId: string, use: Partial<CustomerDataUse>): void {
      Object.assign(adsCustomerById(state, adsCustomerId), use)
    },
    /** Somebody else makes a conversion action in an account. */
    addConversionAction: (adsCustomerId: string, fields?: NewAction) =>
      addConversionAction(state, adsCustomerById(state, adsCustomerId), fields),
    /** What an account has counted of an action, named by id, name or label, on these days. */
    recordConversions: (adsCustomerId: string, action: string, days: RecordedDays) =>
      recordConversions(state, adsCustomerId, action, days),
    /** From now on, nothing of an action is received or counted, whatever fires. */
    stopConversions(adsCustomerId: string, action: string): void {
      const found = findAction(state, adsCustomerId, action)
      found.owner.stopped.add(found.action.id)
    },
    /** From now on, each conversion of an action is counted twice. */
    doubleConversions(adsCustomerId: string, action: string): void {
      const found = findAction(state, adsCustomerId, action)
      found.owner.doubled.add(found.action.id)
    },
    /** An account reports the conversions of a day only when so many days have passed. */
    lagConversions(adsCustomerId: string, days: number): void {
      adsCustomerById(state, adsCustomerId).lagDays = days
    },
    /** Google Ads and the visitors have another time than the sandbox; `undefined` ends it. */
    setAdsNow(at: Date | undefined): void {
      state.adsNow = at
    },
    /** Whether the pages of a container's site load it; at first they do. */
    setSnippet(publicId: string, present: boolean): void {
      containerByPublicId(state, publicId).snippet = present
    },
    /** The people who manage a container's users change what a login may do in it. */
    changeContainerAccess: (publicId: string, email: string, permission: Permission) =>
      changeContainerAccess(state, containerByPublicId(state, publicId), email, permission),
    /** A login is given access to an Ads account, or loses it. */
    changeAdsAccess: (adsCustomerId: string, email: string, has: boolean) =>
      changeAdsAccess(state, adsCustomerById(state, adsCustomerId), email, has),
    /** A person publishes a version that is there; the latest one stays the latest. */
    publishVersionByHand: (publicId: string, versionId: string) =>
      releaseByHand(containerByPublicId(state, publicId), 'liveVersionId', versionId),
    /** A person sets a version as the latest, from which the next workspace starts. */
    setLatestByHand: (publicId: string, versionId: string) =>
      releaseByHand(containerByPublicId(state, publicId), 'latestVersionId', versionId),
    publishByHand: (publicId: string, by?: ByHand) =>
      versionByHand(core, containerByPublicId(state, publicId), by),
    /** Signs in at the identity service; the account is made, its e-mail verified, at the first call. */
    signIn(email: string, { emailVerified = true, localId }: SignInOptions = {}): string {
      const user = identityUser(state, email, { localId })
      user.emailVerified = emailVerified
      return firebaseToken(state, user)
    },
    observe: () => observe(state),
    /** What visitors bring about, by one event or by several on one page; Google Ads receives and counts it. */
    simulate: (
      publicId: string,
      events: VisitorEvent | readonly VisitorEvent[],
      visit: Partial<Visit> = {},
    ) => visitPage(state, containerByPublicId(state, publicId), [events].flat(), visit),
    liveTriggersThatNeverFire: () => [...state.containers.values()].flatMap(triggersThatNeverFire),
  }
}

function handlersOf(core: Core): RequestHandler[] {
  const all = (service: Service, operations: Operation[], gate?: Gate) =>
    operations.map((operation) => handlerOf(core, service, operation, gate))
  return [
    ...all('accounts', authorizeOperations(core)),
    ...all('oauth', tokenOperations(core)),
    ...all('identity', identityOperations(core)),
    ...all('tagmanager', tagManagerOperations(core), () => core.quota.admit()),
    ...all('ads', adsOperations(core)),
  ]
}
