import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { Decrypter, Encrypter } from 'age-encryption'
import { listFiles } from './file-sums.ts'

// Files in the age format (https://age-encryption.org/v1), which the command `age` opens too. It encrypts to public
// keys, so the machine that makes the backups cannot read them.

const ENCRYPTED = '.age'

/** Rewrites one file through `transform`. */
async function transformFile(
  from: string,
  to: string,
  transform: (file: ReadableStream<Uint8Array>) => Promise<ReadableStream<Uint8Array>>,
): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  const source: ReadableStream<Uint8Array> = Readable.toWeb(createReadStream(from))
  const target: WritableStream<Uint8Array> = Writable.toWeb(
    createWriteStream(to, { mode: 0o600, flush: true }),
  )
  await (await transform(source)).pipeTo(target)
}

/**
 * Encrypts every file under `folder` in place; each gets the extension `.age`.
 * @param recipients public keys, `age1…`
 */
export async function encryptFiles(folder: string, recipients: readonly string[]): Promise<void> {
  for (const path of await listFiles(folder)) {
    const encrypter = new Encrypter()
    for (const recipient of recipients) encrypter.addRecipient(recipient)
    await transformFile(join(folder, path), join(folder, path + ENCRYPTED), (file) => encrypter.encrypt(file))
    await rm(join(folder, path))
  }
}

/**
 * Decrypts the files under `folder` into `target`.
 * @param identity a private key, `AGE-SECRET-KEY-…`
 * @throws Error when the key does not match or a file was changed
 */
export async function decryptFiles(folder: string, target: string, identity: string): Promise<void> {
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  for (const path of await listFiles(folder)) {
    const plain = path.slice(0, -ENCRYPTED.length)
    await transformFile(join(folder, path), join(target, plain), (file) => decrypter.decrypt(file)).catch(
      (cause: unknown) => {
        throw new Error(`${path} could not be decrypted: the key does not match, or the file was changed.`, {
          cause,
        })
      },
    )
  }
}
