import { z } from 'zod'
import { oneLine } from '../../input/one-line.ts'

/** Where to look for containers; without either, accounts are listed without theirs. */
export const ContainerSearch = z
  .strictObject({
    q: oneLine(100)
      .min(2)
      .exactOptional()
      .describe(
        'A part of the name of a Tag Manager account, whose containers are read; case, accents and strokes of letters ' +
          'make no difference. Or the public id of a container, `GTM-…`, which alone is looked up',
      ),
    accountId: z
      .string()
      .regex(/^\d{1,20}$/, 'must be the number of a Tag Manager account')
      .exactOptional()
      .describe('Read the containers of this Tag Manager account'),
  })
  .refine(({ q, accountId }) => q === undefined || accountId === undefined, {
    path: ['q'],
    message: 'cannot be combined with accountId',
  })
export type ContainerSearch = z.infer<typeof ContainerSearch>
