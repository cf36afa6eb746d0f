import '../fixtures/settings.ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FetchServer } from '../../lib/dev/serve-fetch.ts'
import { serveFunctions } from '../../lib/dev/serve-functions.ts'
import { ERROR_CODES } from '../../lib/model/error-code.ts'
import { allRoutes } from '../../lib/ops/openapi/all-routes.ts'
import { setLogSink } from '../../lib/telemetry/log.ts'
import { chromiumTests } from '../fixtures/chromium.ts'

const open = chromiumTests()
const routes = await allRoutes()

/** An operation in the page, whose id Swagger UI writes with the dot escaped. */
const shown = (page: Page, id: string) => page.locator(`.opblock[id$="${id.replace('.', '\\\\.')}"]`)

let server: FetchServer
beforeAll(async () => {
  setLogSink(() => undefined)
  server = await serveFunctions()
})
afterAll(() => server.close())

describe('the landing page', () => {
  it('links to the reference and to the OpenAPI document', async () => {
    const { page, complaints } = await open(`${server.url}/`)
    await page.getByRole('link', { name: 'Read the API reference' }).click()
    await page.waitForURL(`${server.url}/docs`)
    await page.goBack()
    const document = await page.request.get(`${server.url}/openapi.json`)
    expect(await document.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: '/api' }] })
    expect(complaints).toEqual([])
  })
})

describe('the API reference', () => {
  it('shows every operation with all its responses, and sends no request to another host', async () => {
    const { page, complaints } = await open(`${server.url}/docs`)
    await page
      .locator('.opblock')
      .nth(routes.length - 1)
      .waitFor()
    expect(await page.locator('.opblock').count()).toBe(routes.length)
    for (const { id, status } of routes) {
      const operation = shown(page, id)
      await operation.locator('.opblock-summary-control').click()
      await operation.locator(`tr.response[data-code="${status}"]`).waitFor()
      await operation.locator('.opblock-summary-control').click()
    }
    expect(complaints).toEqual([])
  }, 300_000)

  it('sends “Try it out” requests to its own host', async () => {
    const { page, complaints } = await open(`${server.url}/docs#/Health/health.get`)
    const operation = shown(page, 'health.get')
    await operation.getByRole('button', { name: 'Try it out' }).click()
    await operation.getByRole('button', { name: 'Execute' }).click()
    await operation.locator('.live-responses-table .response-col_status', { hasText: '200' }).waitFor()
    expect(await operation.locator('.request-url').textContent()).toContain(`${server.url}/api/health`)
    expect(complaints).toEqual([])
  })

  it('sends the token that was entered', async () => {
    const { page, complaints } = await open(`${server.url}/docs#/Members/members.me`)
    await page.locator('.btn.authorize').first().click()
    await page.locator('.auth-container input').first().fill('a-token')
    await page.getByRole('button', { name: 'Apply credentials' }).first().click()
    await page.locator('.close-modal').click()
    const operation = shown(page, 'members.me')
    await operation.getByRole('button', { name: 'Try it out' }).click()
    const request = page.waitForRequest(`${server.url}/api/v1/members/me`)
    await operation.getByRole('button', { name: 'Execute' }).click()
    expect((await request).headers()['authorization']).toBe('Bearer a-token')
    await operation.locator('.live-responses-table .response-col_status', { hasText: '401' }).waitFor()
    expect(complaints).toEqual([expect.stringContaining('401')])
  })

  it('follows the preferred color scheme', async () => {
    const ground = async (colorScheme: 'light' | 'dark') => {
      const { page } = await open(`${server.url}/docs`, { colorScheme })
      await page.locator('.opblock').first().waitFor()
      return page.evaluate('getComputedStyle(document.querySelector(".opblock-tag")).color')
    }
    expect(await ground('light')).not.toBe(await ground('dark'))
  })
})

describe('the type URL of a problem', () => {
  async function expectVisible(page: Page, code: string): Promise<void> {
    const explanation = page.locator(`#${code}`)
    await explanation.getByText('What to do:').waitFor()
    const box = await explanation.boundingBox()
    const bar = await page.locator('.bar').boundingBox()
    expect(box?.y, code).toBeGreaterThanOrEqual((bar?.y ?? 0) + (bar?.height ?? 0))
    expect(box?.y, code).toBeLessThan(page.viewportSize()?.height ?? 0)
  }

  it('shows its explanation, which the rendered reference does not push out of view', async () => {
    const code = ERROR_CODES.at(-1) ?? ''
    const { page, complaints } = await open(`${server.url}/docs#${code}`)
    await page
      .locator('.opblock')
      .nth(routes.length - 1)
      .waitFor({ state: 'attached' })
    await expectVisible(page, code)
    expect(complaints).toEqual([])
  })

  it('shows an explanation for every code', async () => {
    const { page, complaints } = await open(`${server.url}/docs`)
    for (const code of ERROR_CODES) {
      await page.goto(`${server.url}/docs#${code}`)
      await expectVisible(page, code)
    }
    expect(complaints).toEqual([])
  })

  it('shows its explanation without JavaScript', async () => {
    const { page } = await open(`${server.url}/docs#conflict`, { javaScriptEnabled: false })
    expect(await page.locator('#conflict').textContent()).toContain('409')
  })
})
