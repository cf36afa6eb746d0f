import { REPAIR_SKIP_TEXTS } from '../../customers/repair-skip-texts.ts'
import { EVIDENCE_TEXTS } from '../../evidence/evidence-texts.ts'
import { FINDING_TEXTS } from '../../findings/finding-texts.ts'
import { INVENTORY_CHECKS, INVENTORY_CODES } from '../../inventory/inventory-checks.ts'
import type { Met } from '../../matching/met.ts'
import type { ACTOR_KINDS } from '../../model/actor-kind.ts'
import type { ConnectionStatus } from '../../model/connection-status.ts'
import type { ConversionCategory } from '../../model/conversion-category.ts'
import type { CONVERSION_COUNTINGS } from '../../model/conversion-counting.ts'
import type { CustomerStatus } from '../../model/customer-status.ts'
import type { DeploymentState } from '../../model/deployment-state.ts'
import type { EvidenceState } from '../../model/evidence-state.ts'
import { FINDING_CODES } from '../../model/finding-code.ts'
import type { FindingSeverity } from '../../model/finding-severity.ts'
import type { FINDING_STATUSES } from '../../model/finding-status.ts'
import type { HISTORY_CHANGES, HISTORY_OBJECTS } from '../../model/history-change.ts'
import type { HistoryKind } from '../../model/history-kind.ts'
import type { HistoryOrigin } from '../../model/history-origin.ts'
import type { InvitationStatus } from '../../model/invitation-status.ts'
import { LEFT_ALONE } from '../../model/left-alone.ts'
import type { PUBLISH_MODES } from '../../model/publish-mode.ts'
import type { Role } from '../../model/role.ts'
import type { SyncJobAction } from '../../model/sync-job-action.ts'
import type { SyncJobStatus } from '../../model/sync-job-status.ts'
import type { SYNC_RUN_KINDS } from '../../model/sync-run-kind.ts'
import type { SyncRunStatus } from '../../model/sync-run-status.ts'
import type { SyncStatus } from '../../model/sync-status.ts'
import type { TrackingType } from '../../model/tracking-type.ts'
import type { TrackingWarning } from '../../model/tracking-warning.ts'
import { LEFT_TEXTS } from '../../sync/queue/left-texts.ts'
import { PROBLEM_GUIDE } from './problem-guide.ts'

type Texts<Member extends string> = Readonly<Record<Member, string>>

const CUSTOMER: Texts<CustomerStatus> = {
  PAUSED: 'a member has paused it: nothing is written at Google, and what is live goes on counting',
  ERROR: 'the Google login or the container was lost: connect or choose again; what is live goes on counting',
  NOT_CONNECTED: 'there is no Google login: connect it',
  SETUP_INCOMPLETE: 'no container or no Google Ads account is chosen: nothing is synced',
  READY: 'login, container and Google Ads account are there: changes are synced',
}

const SYNC: Texts<SyncStatus> = {
  PENDING: 'the latest edit waits for the next sync',
  IN_PROGRESS: 'a run is writing the latest edit',
  AWAITING_PUBLISH: 'a container version with it is made; an ADMIN decides whether it goes live',
  SUCCESS: 'the last run has verified it live, or nothing was left to do',
  FAILED: 'the last run could not bring it live: `syncErrorCode` and `syncErrorMessage` say why',
}

const DEPLOYMENT: Texts<DeploymentState> = {
  LIVE: 'the live container version and the Google Ads account hold what is wanted, and it can fire',
  PAUSED: 'as it is wanted: its agency has paused it, so nothing is counted',
  UNKNOWN: 'not looked at yet, or it could not be decided',
  DIFFERS: 'live and able to fire, but not as it is wanted: other people have changed it',
  NOT_LIVE: 'the live container version does not have it',
  CANNOT_FIRE: 'live, but something keeps it from firing or from counting',
}

const EVIDENCE: Texts<EvidenceState> = {
  COUNTING: 'conversions arrive as its history lets expect',
  QUIET: 'fewer conversions than usual, or none, which its history does not rule out yet',
  AWAITING_FIRST: 'its conversion action has not received a single request',
  TOO_LITTLE_TRAFFIC: 'less than one conversion a week: a stop would not be seen',
  UNKNOWN: 'not asked yet, or Google Ads could not be asked: it says nothing of whether it counts',
  DOUBLED: 'about twice as many conversions as its history lets expect, or two live tags on its label',
  STOPPED: 'no conversion for longer than its history explains, and no request either',
}

const RUN_KIND: Texts<(typeof SYNC_RUN_KINDS)[number]> = {
  SYNC: 'writes what was edited',
  PUBLISH: 'publishes a version that was reviewed',
  PLAN: 'works out what a sync would change, and writes nothing',
  VERIFY: 'looks at what is live and writes nothing',
  REPAIR: 'sets what other people have changed back to what is wanted',
  ROLLBACK: 'takes back what was brought live',
}

const HISTORY: Texts<HistoryKind> = {
  FIRST_SEEN: 'the version that was live when the container was first looked at',
  PUBLISHED: 'another version became live',
  ROLLED_BACK: 'an earlier version became live again',
  ACTIONS_CHANGED: 'a run changed conversion actions in Google Ads',
}

const HISTORY_ORIGIN: Texts<HistoryOrigin> = {
  OURS: 'a run of OneClickTag',
  TAG_MANAGER: 'a user or program in Tag Manager, whose name Google does not tell',
}

const HISTORY_CHANGE: Texts<(typeof HISTORY_CHANGES)[number]> = {
  added: 'it was not there before',
  added_back: 'it had been removed, and is there again',
  removed: 'it is not there any more',
  replaced: 'it was removed, and made again under another id',
  paused: 'it was paused: it does not fire',
  resumed: 'it is not paused any more',
  changed: 'it is there, and differs',
  reset: 'what others had set was set back to what is wanted',
  hidden: 'it was hidden in Google Ads',
  shown: 'it is not hidden in Google Ads any more',
}

const HISTORY_OBJECT: Texts<(typeof HISTORY_OBJECTS)[number]> = {
  tag: 'a tag of the container',
  trigger: 'a trigger of the container',
  variable: 'a variable of the container',
  builtInVariable: 'a built-in variable of the container',
  conversionAction: 'a conversion action in Google Ads',
}

const RUN: Texts<SyncRunStatus> = {
  QUEUED: 'waits for its turn',
  RUNNING: 'in progress, or postponed until Google lets it go on',
  AWAITING_PUBLISH: 'its version is made and waits for an ADMIN: publish `versionId`',
  SUCCEEDED: 'done; single trackings may have failed all the same',
  FAILED: 'ended by an error: `errorCode` and `errorMessage` say which',
  CANCELLED: 'ended before it was done: a newer run replaces it, or what it was for is gone',
}

const JOB: Texts<SyncJobStatus> = {
  QUEUED: 'waits for a run',
  RUNNING: 'a run is at work on it',
  SUCCEEDED: 'done and verified',
  FAILED: 'not done: `errorCode` and `errorMessage` say why',
  CANCELLED: 'replaced by a newer job of the same tracking, or no longer wanted',
}

const JOB_ACTION: Texts<SyncJobAction> = {
  CREATE: 'brings the tracking to Google',
  UPDATE: 'changes what is there',
  DELETE: 'removes what is there',
}

const CONNECTION: Texts<ConnectionStatus> = {
  ACTIVE: 'the grant is valid',
  ERROR: 'Google has ended the grant: connect again',
  DISCONNECTED: 'an ADMIN has given the grant back: connect again to use it',
}

const INVITATION: Texts<InvitationStatus> = {
  OPEN: 'can be accepted',
  EXPIRED: 'seven days have passed: invite again for a new link',
  ACCEPTED: 'the person has joined',
}

const ROLE: Texts<Role> = {
  MEMBER: 'works with customers and trackings',
  ADMIN:
    'also publishes, connects Google, deletes customers, and manages members and the organization; an API key never manages people, keys or consents',
}

const PUBLISH: Texts<(typeof PUBLISH_MODES)[number]> = {
  MANUAL: 'an ADMIN publishes what a sync has made',
  AUTO: 'what a sync has made goes live at once',
}

const ACTOR: Texts<(typeof ACTOR_KINDS)[number]> = {
  user: 'a member; `id` is theirs',
  key: 'a script by an API key; `id` is the key’s',
  run: 'a sync run; `id` is its id',
  refresh: 'the renewal of a Google token; `id` is the Google login',
  collection: 'the daily reading of what a Google Ads account has counted; `id` is the account’s',
  system: 'the service itself, on schedule',
  database: 'a person or program at the database itself, past the service; `id` is the login',
}

const FINDING: Texts<(typeof FINDING_STATUSES)[number] | 'all'> = {
  open: 'wants a look',
  dismissed: 'silenced by a member until its data change or its time is over',
  resolved: 'over; it never comes back, a new one may',
  all: 'whatever its status',
}

const SEVERITY: Texts<FindingSeverity> = {
  hint: 'a limit of what can be measured',
  warning: 'wants a look',
  error: 'something does not count',
}

const TYPE: Texts<TrackingType> = {
  BUTTON_CLICK: 'a click on what `selector` matches',
  LINK_CLICK: 'a click on a link, wherever it leads or only to `linkHost`',
  PHONE_CLICK: 'a click on a telephone number',
  EMAIL_CLICK: 'a click on an e-mail address',
  FILE_DOWNLOAD: 'a click on a link to a file of one of `fileExtensions`',
  PAGE_VIEW: 'a visit of a page whose address matches `urlPattern` or `urlRegex`',
  FORM_SUBMIT: 'a form that `selector` matches is sent',
  ELEMENT_VISIBLE: 'an element that `selector` matches comes into view',
  SCROLL_DEPTH: 'a page is scrolled down to `percent` of its height',
  VIDEO: 'a YouTube video is watched up to `percent` of its length',
  TIMER: 'a visitor stays on a page for `seconds`',
  CUSTOM_EVENT: 'the website pushes an event to the data layer: `eventName`, or what `eventRegex` matches',
}

const COUNTING: Texts<(typeof CONVERSION_COUNTINGS)[number]> = {
  ONE_PER_CLICK: 'several conversions after one click on an ad count once, as leads should',
  MANY_PER_CLICK: 'each counts, as purchases should',
}

const CATEGORY: Texts<ConversionCategory> = {
  DEFAULT: 'none of the others',
  PAGE_VIEW: 'a page was viewed',
  PURCHASE: 'something was bought',
  SIGNUP: 'an account was opened',
  DOWNLOAD: 'something was downloaded',
  ADD_TO_CART: 'something was put into the cart',
  BEGIN_CHECKOUT: 'a checkout was begun',
  SUBSCRIBE_PAID: 'a paid subscription was begun',
  PHONE_CALL_LEAD: 'a call was made that may become a sale',
  SUBMIT_LEAD_FORM: 'a form was sent that may become a sale',
  BOOK_APPOINTMENT: 'an appointment was booked',
  REQUEST_QUOTE: 'a quote was requested',
  GET_DIRECTIONS: 'directions were looked up',
  OUTBOUND_CLICK: 'a link to another website was followed',
  CONTACT: 'contact was made',
  ENGAGEMENT: 'something else was done on the website',
  QUALIFIED_LEAD: 'a lead was found to be promising',
  CONVERTED_LEAD: 'a lead became a sale',
}

const FIRES: Texts<Met> = {
  yes: 'it is so',
  no: 'it is not so',
  unknown: 'it cannot be decided by what is given',
}

/** Closed sets that stand in one schema only. */
const OTHERS: readonly Readonly<Record<string, string>>[] = [
  { ok: 'nothing to do', warn: 'to look at; the service works', fail: 'something does not work' },
  {
    changed: 'its content does not fit its hash',
    missing: 'it is not there',
    not_linked: 'it does not follow the entry before',
    not_as_signed: 'the chain was rewritten after it was signed',
    forged_checkpoint: 'the checkpoint there was not signed by this service, or not behind the one before',
    missing_checkpoint: 'one before it was removed',
    personal_changed: 'it shows another personal value than the one that was recorded',
  },
  { checkpoint: 'from the last signed checkpoint on', start: 'the whole log' },
  {
    container: 'the Tag Manager container',
    googleAdsAccount: 'the Google Ads account',
    both: 'both of them',
  },
  { LOAD: 'the page was loaded', HISTORY: 'a script has changed the address without loading' },
  { json: 'JSON', jsonl: 'JSON, one entry a line', csv: 'CSV in UTF-8, for spreadsheets' },
  {
    PENDING: 'Google has not confirmed it yet, and it is tried again by itself',
    FAILED: 'it cannot be chosen: `nextStep` says why',
  },
  { ACTIVE: 'it can be used', EXPIRED: 'its time is over', REVOKED: 'an ADMIN has ended it' },
  {
    writes_paused: 'an ADMIN of the agency has stopped what is written at Google',
    google_writes_off: 'the operator of the service has stopped what is written at Google',
    on_hold: 'the customer is on hold after a rollback, until an ADMIN resumes it',
    frozen: 'publishing is frozen: the version is made, and goes live by itself afterwards',
  },
  {
    previous_version: 'the version that was live before ours is live again',
    our_changes: 'only what we changed is taken out of what is live',
  },
  {
    edit: 'what was edited; what is missing elsewhere is only named',
    sync: 'what is missing is made again, too',
    repair: 'what other people changed is set back, too',
  },
  {
    AT_ONCE: 'it goes live with the run',
    BY_ADMIN: 'the version is made, and an ADMIN decides whether it goes live',
    NONE: 'no version is made',
  },
  { googleAds: 'Google Ads', tagManager: 'Google Tag Manager' },
  {
    conversionAction: 'a conversion action in Google Ads',
    trigger: 'a trigger in Tag Manager',
    tag: 'a tag in Tag Manager',
    variable: 'a variable of the container’s own',
    builtInVariable: 'a variable that Tag Manager brings along, once it is enabled',
    folder: 'a folder of the container, in which people keep objects together',
  },
  { create: 'it is made', update: 'some of its fields change', delete: 'it goes' },
  {
    uses: 'it uses a trigger or variable that changes or goes',
    fires_on_same_event: 'it fires whenever the tracking does',
    counts_twice: 'it counts the same conversion once more',
  },
  Object.fromEntries(LEFT_ALONE.map((what) => [what, LEFT_TEXTS[what](undefined)])),
  REPAIR_SKIP_TEXTS,
  { asc: 'the first or least one first', desc: 'the last or greatest one first' },
  { true: 'yes', false: 'no' },
  {
    createdAt: 'by the time of creation',
    name: 'by name',
    deployment: 'by the worst verdict on its trackings',
    evidence: 'by the worst of what Google Ads says of its trackings',
    openFindings: 'by the number of open findings',
  },
  {
    customer: 'a row for each customer',
    tracking: 'a row for each tracking',
    day: 'a row for each day, also those on which nothing was counted',
  },
  { trackings: 'by the number of trackings', failed: 'by the number of failed trackings' },
  {
    any: 'wherever it leads',
    same: 'to the host of the page',
    other: 'to another host than that of the page',
  },
  {
    url: 'the address of the page, without its fragment',
    host: 'the host of the page',
    path: 'the path of the page',
  },
  {
    'purchase.value_missing': 'a purchase that asks for no value',
    'purchase.value_fixed': 'a purchase that is always worth the same',
    'purchase.currency_missing': 'a purchase whose value has no currency',
    'purchase.order_id_missing':
      'a purchase without an order id, so that a reload of the thank-you page counts again',
    'page.reload_counts': 'a page of which each reload counts again',
    'action.counting': 'a lead of which several count after a click, or a purchase of which only one does',
    'action.micro_primary': 'bidding aims at no more than a page, a scroll, a video or time',
  } satisfies Record<TrackingWarning, string>,
  {
    off: 'nothing is sent along',
    automatic: 'what Tag Manager finds on the page: e-mail, phone and address',
  },
  {
    equals: 'it is this text',
    contains: 'it has this text in it',
    startsWith: 'it begins with this text',
    matches: 'this regular expression is found in it',
  },
  {
    organization: 'the agency itself',
    member: 'a person of the agency',
    invitation: 'an invitation to join',
    apiKey: 'an API key of the agency',
    customer: 'a client of the agency',
    tracking: 'a tracking of a customer',
    connection: 'a Google login',
    syncRun: 'a run at Google',
    finding: 'a finding',
    operation: 'an operation that was denied',
    auditLog: 'the log itself',
  },
]

/** A sentence for each member of the closed sets of the document, by set. */
export const MEMBER_TEXTS: readonly Readonly<Record<string, string>>[] = [
  ...[
    CUSTOMER,
    SYNC,
    DEPLOYMENT,
    EVIDENCE,
    RUN_KIND,
    RUN,
    JOB,
    JOB_ACTION,
    CONNECTION,
    INVITATION,
    ROLE,
    PUBLISH,
  ],
  ...[HISTORY, HISTORY_ORIGIN, HISTORY_CHANGE, HISTORY_OBJECT],
  ...[ACTOR, FINDING, SEVERITY, TYPE, COUNTING, CATEGORY, FIRES],
  ...OTHERS,
  EVIDENCE_TEXTS,
  Object.fromEntries(FINDING_CODES.map((code) => [code, FINDING_TEXTS[code].nextStep])),
  Object.fromEntries(INVENTORY_CODES.map((code) => [code, INVENTORY_CHECKS[code].nextStep])),
  Object.fromEntries(Object.entries(PROBLEM_GUIDE).map(([code, { means }]) => [code, means])),
]
