/** Not a part of the published types of pg 8.23.1, which is pinned. */
declare module 'pg/lib/utils.js' {
  const utils: {
    /** A value as it is sent: text, or bytes. */
    prepareValue(value: unknown): string | Buffer | null
  }
  export = utils
}
