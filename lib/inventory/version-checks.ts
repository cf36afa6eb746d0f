import type { InventoryCheck } from './inventory-check.ts'

/** Which version of the container visitors get. */
export const VERSION_CHECKS = {
  'version.not_published': {
    severity: 'warning',
    summary: ({ data }) =>
      data?.['live'] === ''
        ? `Version ${data['latest']} of the container was never published: nothing of it is on the website.`
        : `Version ${data?.['latest']} of the container is newer than version ${data?.['live']}, which is live: it was not published, or was taken back.`,
    nextStep:
      'See in Tag Manager what the newest version changes; publish it, or make the live one the latest.',
    find: ({ liveVersionId, latest }) =>
      latest && latest.containerVersionId !== liveVersionId
        ? [{ objects: [], data: { latest: latest.containerVersionId, live: liveVersionId ?? '' } }]
        : [],
  },
} as const satisfies Record<string, InventoryCheck>
