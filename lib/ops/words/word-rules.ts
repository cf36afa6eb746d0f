/** Where a text was found. Names are compared as their words in lower case: `loseAnswer` is “lose answer”. */
export type TextKind = 'any text' | 'API text' | 'file name' | 'identifier' | 'log event' | 'SQL name'

export type WordRule = {
  banned: RegExp
  /** The standard term to use. */
  instead: string
  /** Words in which the banned one is the standard term. */
  except?: RegExp
  /** Files in which it is. */
  exceptIn?: RegExp
}

// A phrase may go on in the next line of a comment.
const GAP = String.raw`\s+(?:(?:\/\/|--|\*|#)\s*)?(?:it |them |this |that )?`

/** Banned in every file, comments and pages included, next to the single words of `cspell.json`. */
const EVERYWHERE: readonly WordRule[] = [
  {
    banned: new RegExp(`\\bcall(s|ed|ing)?${GAP}off\\b`, 'i'),
    instead: 'revoke (invitations), cancel (jobs)',
  },
  { banned: new RegExp(`\\bput(s|ting)?${GAP}off\\b`, 'i'), instead: 'postpone' },
  { banned: new RegExp(`\\b(break(s|ing)?|broken?)${GAP}off\\b`, 'i'), instead: 'fail' },
  { banned: /key_?taken/i, instead: 'IdempotencyConflictError' },
  { banned: /entry_?refused/i, instead: 'TenantAccessDeniedError' },
]

const NOT_SAID: WordRule = {
  banned: /\b(beside|somebody|nobody|whoever)\b/i,
  instead: 'concurrently, or the user, caller or process',
}
const OUTDATED: WordRule = { banned: /\boutdated\b/i, instead: 'superseded or stale' }
const REFUSED: WordRule = {
  banned: /\brefus(e|es|ed|ing|als?|able)\b/i,
  instead: 'denied (access), rejected (by Google), invalid (input), blocked (a sync)',
  except: /\bconnect(ion)? refused\b/i,
}
const ANSWER: WordRule = { banned: /\banswer(s|ed|ing|able)?\b/i, instead: 'response, result, returns' }
const FLIGHT: WordRule = { banned: /\bflights?\b/i, instead: 'round trip' }
const AT_GOOGLE: WordRule = {
  banned:
    /\b(stands? at google|(take|takes|taken|taking)( it| them)? down|(bring|brings|brought)( it| them)? about)\b/i,
  instead: 'deployed, removed, re-created',
}
const LIMITS: WordRule = {
  banned: /\b(spends?|spent|standing|allowances?)\b/i,
  instead: 'deployed; bucket, consume, rate-limit status, check',
}
const SYNCABLE: WordRule = { banned: /\b(served|unready)\b/i, instead: 'failed, postponed, not syncable' }

/** Banned in names: identifiers where they are declared, names in SQL, log events and files. */
const NAMES: readonly WordRule[] = [
  ...EVERYWHERE,
  NOT_SAID,
  OUTDATED,
  REFUSED,
  ANSWER,
  FLIGHT,
  AT_GOOGLE,
  LIMITS,
  SYNCABLE,
  // `{ once: true }` is an option of listeners.
  {
    banned: /\bonce\b|\bsettled? keys?\b/,
    instead: 'idempotency key, claim, complete',
    except: /^once$|\b(mock|at) once\b/,
  },
  // A sync may be under way, and one statement in the way of another.
  { banned: /\bways?\b/, instead: 'connection mode', except: /\b(under|in (the|each others)|whole) way\b/ },
  // The SQL function is `app.enter`; an entry of the audit log or of a map is one.
  {
    banned: /\benter(s|ed|ing)?\b|\b(tenant|signed) entr(y|ies)\b/,
    instead: 'tenant session',
    except: /^enter( statement| sql)?$/,
  },
  { banned: /\b(token|encryption|cipher) places?\b/, instead: 'encryption context' },
  // The sandbox has faults to inject, and tests inject them.
  {
    banned: /\bfault(s|y)?\b/,
    instead: 'error, violation, issue',
    exceptIn: /^(lib\/dev\/google-sandbox|tests)\//,
  },
  { banned: /\bfaults? of\b/, instead: 'errorsOf, violationsOf', exceptIn: /^(?!tests\/)/ },
  // Tag Manager's objects have notes, and tests of migrations a table of them.
  {
    banned: /\b(notes?|noted|untold|told)\b/,
    instead: 'record, no-op, printed',
    except: /^notes$/,
    exceptIn: /^tests\/(operations\/|unit\/db-check|integration\/database-catalog)/,
  },
  { banned: /\b(patient|watched)\b/, instead: 'retrying, instrumented' },
  { banned: /\b(go|goes|going) on\b|^go$|\bpictures?\b/, instead: 'continue, run, snapshot' },
]

/** Banned in the texts of the OpenAPI document. */
const TEXTS: readonly WordRule[] = [
  NOT_SAID,
  OUTDATED,
  REFUSED,
  ANSWER,
  FLIGHT,
  AT_GOOGLE,
  LIMITS,
  SYNCABLE,
  { banned: /\bfault(s|y)?\b/i, instead: 'error, violation, issue' },
  { banned: /\b(told|tells)\b/i, instead: 'returned, printed' },
]

/** What may not stand in a text of this kind. */
export function wordRules(kind: TextKind): readonly WordRule[] {
  switch (kind) {
    case 'any text':
      return EVERYWHERE
    case 'API text':
      return TEXTS
    case 'file name':
    case 'identifier':
    case 'log event':
    case 'SQL name':
      return NAMES
    default:
      return kind satisfies never
  }
}
