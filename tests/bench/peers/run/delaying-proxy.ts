import { connect, createServer, type Socket } from 'node:net'

// A process between clients and PostgreSQL on loopback. What comes in leaves by half the added round trip later, in its
// order, however much is under way. Arguments: the port of the server, the milliseconds of each direction.

const [, , serverPort = '', delay = ''] = process.argv
const delayMs = Number(delay)
/** Timers fire up to a millisecond late: on average, what is due within this time is on time. */
const TOLERANCE_MS = 0.5

function delayed(from: Socket, to: Socket): void {
  const underWay: { chunk: Buffer; dueAt: number }[] = []
  let waiting = false
  const flush = () => {
    const now = performance.now()
    for (let [next] = underWay; next && next.dueAt <= now + TOLERANCE_MS; [next] = underWay) {
      underWay.shift()
      if (!to.destroyed) to.write(next.chunk)
    }
    const [next] = underWay
    waiting = next !== undefined
    if (next) setTimeout(flush, Math.max(1, next.dueAt - now))
  }
  from.setNoDelay(true)
  from.on('data', (chunk: Buffer) => {
    underWay.push({ chunk, dueAt: performance.now() + delayMs })
    if (waiting) return
    waiting = true
    setTimeout(flush, delayMs)
  })
  from.on('close', () => setTimeout(() => to.destroy(), delayMs + 1))
  from.on('error', () => to.destroy())
}

const proxy = createServer((client) => {
  const server = connect(Number(serverPort), '127.0.0.1')
  delayed(client, server)
  delayed(server, client)
})
proxy.listen(0, '127.0.0.1', () => process.send?.(proxy.address()))
process.once('disconnect', () => process.exit())
