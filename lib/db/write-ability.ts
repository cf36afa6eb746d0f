/** Settings by which a session says that it takes no writes. PostgreSQL reports both at its start and when they change. */
const READ_ONLY_SETTINGS = new Set(['in_hot_standby', 'default_transaction_read_only'])

/**
 * For how long a session is kept that says so, in milliseconds. Its successor may be able to write, and reads should not
 * cost a connection each meanwhile; a pooler may also repeat what was true when it started.
 */
const KEPT_READ_ONLY_MS = 1_000

/** What is known of whether a session can write, without having asked for it. */
export class WriteAbility {
  readonly #openedAt = performance.now()
  readonly #readOnlyBy = new Set<string>()
  #rejected = false

  /** The server has reported a setting of the session. */
  reported(setting: string, value: string): void {
    if (!READ_ONLY_SETTINGS.has(setting)) return
    if (value === 'on') this.#readOnlyBy.add(setting)
    else this.#readOnlyBy.delete(setting)
  }

  /** The server has rejected a write in a transaction that was open to them. */
  rejected(): void {
    this.#rejected = true
  }

  /** Whether a new session should take its place. */
  get isLost(): boolean {
    return (
      this.#rejected || (this.#readOnlyBy.size > 0 && performance.now() - this.#openedAt > KEPT_READ_ONLY_MS)
    )
  }
}
