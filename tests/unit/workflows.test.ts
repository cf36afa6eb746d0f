import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

const FOLDER = '.github/workflows'
const names = readdirSync(FOLDER)

const Permissions = z.record(z.string(), z.string())
const Job = z.object({
  permissions: Permissions.optional(),
  container: z.union([z.string(), z.object({ image: z.string() })]).optional(),
  services: z.record(z.string(), z.object({ image: z.string() })).optional(),
  environment: z.string().optional(),
  'timeout-minutes': z.number(),
  uses: z.string().optional(),
  steps: z.array(
    z.object({
      uses: z.string().optional(),
      run: z.string().optional(),
      with: z.record(z.string(), z.unknown()).optional(),
      env: z.record(z.string(), z.string()).optional(),
    }),
  ),
})
const Workflow = z.object({ on: z.unknown(), permissions: Permissions, jobs: z.record(z.string(), Job) })

const text = (name: string) => readFileSync(`${FOLDER}/${name}`, 'utf8')
const read = (name: string) => Workflow.parse(parse(text(name)))
const jobsOf = (name: string) => Object.values(read(name).jobs)

describe.each(names)('the workflow %s', (name) => {
  it('runs no action but by its commit, with the version beside it', () => {
    for (const { uses, steps } of jobsOf(name)) {
      for (const action of [uses, ...steps.map((step) => step.uses)]) {
        if (action === undefined || action.startsWith('./')) continue
        expect(action).toMatch(/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/)
        expect(text(name)).toMatch(new RegExp(`${action} # v\\d+\\.\\d+\\.\\d+\\n`))
      }
    }
  })

  it('runs in no image but by its digest', () => {
    for (const { container, services = {} } of jobsOf(name)) {
      const image = typeof container === 'string' ? container : container?.image
      for (const each of [image, ...Object.values(services).map((service) => service.image)])
        if (each !== undefined) expect(each).toMatch(/^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/)
    }
  })

  it('may read, and write nothing', () => {
    const { permissions, jobs } = read(name)
    for (const granted of [permissions, ...Object.values(jobs).map((job) => job.permissions ?? {})])
      for (const access of Object.values(granted)) expect(access).toMatch(/^(read|none)$/)
  })

  it('keeps no credential of the checkout, and ends by itself', () => {
    for (const { steps } of jobsOf(name)) {
      const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
      expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false))
    }
  })

  it('puts nothing that a stranger can write into a command', () => {
    for (const { steps } of jobsOf(name))
      for (const { run = '' } of steps)
        expect(run).not.toMatch(/\$\{\{\s*(github\.(event|head_ref|ref_name)|inputs)/)
  })

  it('has secrets in jobs of a protected environment only', () => {
    for (const job of jobsOf(name))
      if (JSON.stringify(job.steps).includes('secrets.')) expect(job.environment).toEqual(expect.any(String))
  })
})

it('one digest stands for an image in all workflows', () => {
  const images = names.flatMap((name) =>
    [...text(name).matchAll(/[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}/g)].flat(),
  )
  expect(new Set(images).size).toBe(1)
})

it('how to report a vulnerability is told where GitHub looks for it', () => {
  expect(existsSync('.github/SECURITY.md')).toBe(true)
  expect(readFileSync('.github/SECURITY.md', 'utf8')).toMatch(/Report a vulnerability/)
})
