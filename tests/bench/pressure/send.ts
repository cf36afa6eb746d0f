import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'

export type Sent = { method: string; url: string; headers: Record<string, string>; body?: string }

/** One request over a connection of its own: one that is kept could be closed by the server just as it is used again. */
export async function send({ method, url, headers, body }: Sent): Promise<{ status: number; text: string }> {
  const outgoing = request(url, { method, headers, agent: false })
  outgoing.end(body)
  const [incoming] = await once(outgoing, 'response')
  return { status: incoming.statusCode, text: await text(incoming) }
}
