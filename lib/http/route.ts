import { z } from 'zod'
import type { KnownProblem } from '../errors/known-problem.ts'
import type { ErrorCode } from '../model/error-code.ts'
import type { Identity } from '../model/identity.ts'
import type { Role } from '../model/role.ts'
import type { IdempotencyClaim } from '../tenant/idempotency-claim.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { TenantDb } from '../tenant/with-tenant.ts'
import { IdempotencyKey } from './input/idempotency-key.ts'
import type { RateClass } from './limits/rate-limit.ts'
import type { FailureStatus, Reply, Stream, SuccessStatus } from './reply.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Who may call. A role is a member's least one; `identity` is any signed-in person, member or not; `cron` is the holder
 * of the cron secret; `public` needs no proof and says why that is right.
 */
export type Auth = Role | 'identity' | 'cron' | { readonly public: string }

/** What can go wrong in the verb itself, by code, in the words that callers get. */
export type Problems = Readonly<Partial<Record<ErrorCode, string>>>

/**
 * The transaction that a member's route runs in: one `read` or `write` transaction around all of `run`, or its
 * `own`, as many as it opens with `withTenant` (for routes that talk to Google between them).
 */
export type Transaction = 'read' | 'write' | 'own'

type ObjectSchema = z.ZodObject
type NoInput = z.ZodObject<Record<never, never>, z.core.$strict>

type Inputs<P, Q, H, B> = {
  params: z.output<P>
  query: z.output<Q>
  /** Only the declared ones, by lower-case name. */
  headers: z.output<H>
  body: z.output<B>
}

type Caller<A extends Auth, T extends Transaction> = A extends Role
  ? T extends 'own'
    ? { tenant: Tenant; claim: IdempotencyClaim | undefined }
    : { tenant: Tenant; db: TenantDb }
  : A extends 'identity'
    ? { identity: Identity; claim: IdempotencyClaim | undefined }
    : unknown

/** What a repeated request is served from: the ids of what the first one made. */
export type ReplayInput = { tenant: Tenant; db: TenantDb; requestId: string; id: string; ids: string[] }

/** How a creating write keeps its promise that a request with an `Idempotency-Key` counts once. */
type Idempotent<A extends Auth, O> = A extends Role
  ? (input: ReplayInput) => Promise<z.input<O> | Reply<z.input<O>>>
  : A extends 'identity'
    ? true
    : never

type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never

type PathRule<Path extends string> = [ParamNames<Path>] extends [never]
  ? { params?: never }
  : { params: z.ZodObject<Record<ParamNames<Path>, z.ZodType<unknown, string>>> }

type MethodRule<M extends Method> = M extends 'GET'
  ? { body?: never; idempotent?: never; transaction?: 'read' | 'own' }
  : M extends 'POST'
    ? { safe?: never }
    : { idempotent?: never; safe?: never }

/**
 * Whether an API key may call: it may what a MEMBER may unless the route says otherwise, and of each route that needs an
 * ADMIN somebody decides. People and credentials are never managed by a key.
 */
type Keys = 'allowed' | 'denied'

type AuthRule<A extends Auth> = A extends Role
  ? { transaction: Transaction } & (A extends 'ADMIN' ? { keys: Keys } : { keys?: Keys })
  : { transaction?: never; adminIf?: never; seesDeletedIf?: never; keys?: never }

type StatusRule<S extends SuccessStatus> = S extends 204 | 302
  ? { output?: never; media?: never }
  : { output: z.ZodType } | { output?: never; media: readonly [string, ...string[]] }

type Definition<M, Path, A extends Auth, T extends Transaction, S, P, Q, H, B, O> = {
  /** `resource.verb`: the OpenAPI operationId, the name in logs and tests. */
  id: `${string}.${string}`
  method: M
  /** Below `/api`, parameters in braces: `/v1/customers/{customerId}`. */
  path: Path
  summary: string
  auth: A
  keys?: Keys
  rate: RateClass
  /**
   * False for a GET that acts or records all the same, since the schedule, Google or a download calls it so: HEAD, which
   * must not act (RFC 9110 §9.2.1), is a 405 there.
   */
  safe?: false
  /**
   * A creating write that takes an `Idempotency-Key`: how what it made is read again for a repeated request. Where
   * the pipeline holds no transaction, `run` is given `claim` and passes it to the transaction that makes something.
   */
  idempotent?: Idempotent<A, O>
  /** Objects are strict unless they say otherwise: an unknown key is a 400 that names it. */
  params?: P
  query?: Q
  headers?: H
  body?: B
  /** The response is rendered through it: the one pass that every field takes, so that no undeclared one leaves. */
  output?: O
  /** The content types of responses that are a {@link Stream}, in place of `output` or, on request, as well as it. */
  media?: readonly [string, ...string[]]
  /** 200 by default. */
  status?: S
  /** The status with which the output says that its work continues in the background; `location` says where. */
  pendingStatus?: 202
  /** The status with which the output says that something has failed. */
  failureStatus?: FailureStatus
  /** Besides what follows from the rest of the declaration: see `lib/ops/openapi/problem-codes.ts`. */
  problems?: readonly KnownProblem[]
  transaction?: T
  /** Whether this call, unlike others of a MEMBER's route, needs an ADMIN. */
  adminIf?: (input: Inputs<P, Q, H, B>) => boolean
  /** Whether this call's transaction sees soft-deleted rows too; the verb then says which of them it means. */
  seesDeletedIf?: (input: Inputs<P, Q, H, B>) => boolean
  run: (
    input: Inputs<P, Q, H, B> & Caller<A, T> & { requestId: string },
  ) => Promise<z.input<O> | Reply<z.input<O>> | Stream>
}

/** What the pipeline passes to a route: parsed inputs and, by `auth`, the identity or the tenant. */
export type RunInput = Inputs<z.ZodType, z.ZodType, z.ZodType, z.ZodType> & {
  requestId: string
  identity?: Identity
  tenant?: Tenant
  db?: TenantDb
  claim?: IdempotencyClaim | undefined
}

/** A declared route. Everything but `run` is data, which the pipeline, the documentation and the tests read. */
export type Route = {
  readonly id: string
  readonly method: Method
  readonly path: `/${string}`
  readonly summary: string
  readonly auth: Auth
  /** Whether an API key may call it. */
  readonly takesKeys: boolean
  readonly rate: RateClass
  /** Whether it changes nothing, so that HEAD may be handled by it. */
  readonly safe: boolean
  /** Whether it takes an `Idempotency-Key`. */
  readonly idempotent: boolean
  readonly status: SuccessStatus
  readonly pendingStatus: 202 | undefined
  readonly failureStatus: FailureStatus | undefined
  readonly transaction: Transaction | undefined
  readonly params: z.ZodType
  readonly query: z.ZodType
  readonly headers: z.ZodObject
  /** Absent: the operation takes no body. */
  readonly body: z.ZodType | undefined
  /** Absent: the response has no body, or is one of `media`. */
  readonly output: z.ZodType | undefined
  readonly media: readonly string[]
  readonly problems: Problems
  readonly adminIf: ((input: RunInput) => boolean) | undefined
  readonly seesDeletedIf: (input: RunInput) => boolean
  readonly run: (input: RunInput) => Promise<unknown>
  readonly replay: ((input: ReplayInput) => Promise<unknown>) | undefined
}

/**
 * Declares a route. The type forces the decisions: who may call, which rate class, which transaction, a schema for
 * every parameter of the path, an output unless the status has none; a GET takes no body.
 */
export function route<
  const M extends Method,
  const Path extends `/${string}`,
  const A extends Auth,
  const T extends Transaction = never,
  const S extends SuccessStatus = 200,
  P extends ObjectSchema = NoInput,
  Q extends ObjectSchema = NoInput,
  H extends ObjectSchema = NoInput,
  B extends z.ZodType = z.ZodUndefined,
  O extends z.ZodType = z.ZodVoid,
>(
  definition: Definition<M, Path, A, T, S, P, Q, H, B, O> &
    PathRule<Path> &
    MethodRule<M> &
    AuthRule<A> &
    StatusRule<S>,
): Route {
  const { id, method, path, summary, auth, rate, transaction, idempotent } = definition
  const { params = NO_INPUT, query = NO_INPUT, headers = NO_INPUT, body, output } = definition
  return {
    id,
    method,
    path,
    summary,
    auth,
    takesKeys: (auth === 'MEMBER' || auth === 'ADMIN') && definition.keys !== 'denied',
    rate,
    safe: method === 'GET' && definition.safe !== false,
    transaction,
    idempotent: idempotent !== undefined,
    status: definition.status ?? 200,
    pendingStatus: definition.pendingStatus,
    failureStatus: definition.failureStatus,
    params: strictByDefault(params),
    query: strictByDefault(query),
    headers: (idempotent ? headers.extend(KEY_HEADER) : headers).strip(),
    body: body && strictByDefault(body),
    output,
    media: definition.media ?? [],
    problems: problemsByCode(definition.problems ?? []),
    adminIf: definition.adminIf && takingParsed(definition.adminIf),
    seesDeletedIf: takingParsed(definition.seesDeletedIf ?? (() => false)),
    run: takingParsed(definition.run),
    replay: typeof idempotent === 'function' ? idempotent : undefined,
  }
}

const NO_INPUT = z.strictObject({})
const KEY_HEADER = { 'idempotency-key': IdempotencyKey.optional() }

/** Of several with one code, the first is documented. */
function problemsByCode(problems: readonly KnownProblem[]): Problems {
  return Object.fromEntries(problems.toReversed().map(({ code, detail }) => [code, detail]))
}

function strictByDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema
}

/** The cast holds because the pipeline calls a route only with inputs that its own schemas have parsed. */
function takingParsed<Input, Result>(run: (input: Input) => Result): (input: RunInput) => Result {
  return run as unknown as (input: RunInput) => Result
}
