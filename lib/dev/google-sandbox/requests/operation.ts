import { type HttpHandler, http } from 'msw'
import { GoogleRejectionError } from '../errors/google-rejection-error.ts'
import type { Call, Core } from './core.ts'
import { changesState, failedResponse } from './failed-response.ts'
import type { Service } from './faults.ts'

/** One request, with what every operation needs of it. */
export type Incoming = {
  request: Request
  url: URL
  params: Record<string, string>
  text: string
  call: Call
}

type Method = 'get' | 'post' | 'put' | 'delete' | 'all'

/** One endpoint of a service; `path` in the notation of msw. */
export type Operation = {
  name: string
  method: Method
  path: string | RegExp
  run(incoming: Incoming): Response | Promise<Response>
}

/** Looks at a request before the operation does, for example to count it; a response ends the request. */
export type Gate = () => Response | undefined

/** Makes the handler: records the call, asks the gate, applies a queued fault, turns rejections into responses. */
export function handlerOf(core: Core, service: Service, operation: Operation, gate?: Gate): HttpHandler {
  return http[operation.method](operation.path, async ({ request, params }) => {
    const url = new URL(request.url)
    const call: Call = {
      service,
      operation: operation.name,
      method: request.method,
      path: url.pathname,
      at: core.state.now(),
      status: 'pending',
    }
    core.calls.push(call)
    const incoming = { request, url, params: plainParams(params), text: await request.text(), call }
    const response = await respond(core, service, operation, incoming, gate)
    call.status = response.type === 'error' ? 'lost' : response.status
    return response
  })
}

async function respond(core: Core, service: Service, operation: Operation, incoming: Incoming, gate?: Gate) {
  const fault = core.faults.take(service, operation.name)
  const neverSeen = fault !== undefined && 'loseRequest' in fault
  const rejected = neverSeen ? undefined : gate?.()
  if (rejected) return rejected
  if (!fault) return run(operation, incoming)
  if (changesState(fault)) {
    const response = await run(operation, incoming)
    if (!response.ok && !isRedirect(response)) return response
  }
  return failedResponse(service, fault, incoming.request.signal)
}

async function run(operation: Operation, incoming: Incoming): Promise<Response> {
  try {
    return await operation.run(incoming)
  } catch (error) {
    if (error instanceof GoogleRejectionError) return error.response
    throw error
  }
}

function isRedirect(response: Response): boolean {
  return response.status >= 300 && response.status < 400
}

function plainParams(params: Record<string, string | readonly string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
