/** Settings by name, as `postgresql.conf` has them. */
export type ServerSettings = Record<string, string>

/**
 * Continuous archiving: with a base backup, every moment after it can be recovered.
 * @param script `archive-wal.sh`, where the server's user may run it
 * @param archive a folder that outlives the server
 */
export function archivingSettings(script: string, archive: string): ServerSettings {
  return {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: `"${script}" "%p" "${archive}/%f"`,
    // Closes and archives a segment that is not full after this time: the most that a lost server can cost.
    archive_timeout: '60s',
  }
}

/**
 * Recovery up to a moment, for a data folder with a file `recovery.signal`: every transaction that committed at `target`
 * or before, then PostgreSQL opens for writing on a new timeline.
 */
export function recoverySettings(archive: string, target: string): ServerSettings {
  return {
    // PostgreSQL chooses the path of the copy, so nothing is overwritten.
    restore_command: `cp "${archive}/%f" "%p"`,
    recovery_target_time: target,
    recovery_target_inclusive: 'on',
    recovery_target_action: 'promote',
    recovery_target_timeline: 'latest',
  }
}
