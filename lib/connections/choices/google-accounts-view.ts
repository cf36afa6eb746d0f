import { z } from 'zod'

const Problem = z
  .object({
    code: z.string(),
    nextStep: z.string().describe('How the agency fixes it'),
  })
  .meta({ id: 'GoogleProblem' })

const ContainerView = z
  .object({
    googleContainerId: z.string().describe('The public id, `GTM-…`'),
    name: z.string(),
    path: z.string(),
    usageContext: z.array(z.string()).describe('`web` for websites'),
  })
  .meta({ id: 'Container' })

const TagManagerAccountView = z
  .object({
    accountId: z.string(),
    name: z
      .string()
      .nullable()
      .describe('`null`: not asked for, since the account was reached by its number or by a container'),
    containers: z
      .array(ContainerView)
      .nullable()
      .describe('`null`: not read, because each account costs a call of Google’s quota; see `notSearched`'),
  })
  .meta({ id: 'TagManagerAccount' })

const AdsAccountView = z
  .object({
    googleAdsAccountId: z.string(),
    name: z.string(),
    manager: z.boolean(),
    loginCustomerId: z.string().nullable().describe('The manager account through which it is reached'),
    currencyCode: z.string().nullable(),
    problem: Problem.nullable().describe('Why it cannot be used as it is'),
  })
  .meta({ id: 'AdsAccount' })

const NotSearched = z
  .object({
    accounts: z.int().describe('Tag Manager accounts of the login whose containers were not read'),
    nextStep: z.string().describe('How to read them'),
  })
  .meta({ id: 'NotSearched' })

/** What a customer's Google login can see, to choose from. */
export const GoogleAccountsView = z
  .object({
    accounts: z.array(TagManagerAccountView).describe('Those that match, where a search was made'),
    notSearched: NotSearched.nullable().describe('`null`: nothing was left out'),
    adsAccounts: z
      .array(AdsAccountView)
      .nullable()
      .describe('`null`: not asked for, since containers were searched for'),
    adsProblem: Problem.nullable().describe('Why the login reaches no Google Ads at all'),
    adsTruncated: z
      .boolean()
      .describe('There are more Ads accounts than are listed; any can be chosen by its id'),
  })
  .meta({ id: 'GoogleAccounts' })

export type Problem = z.infer<typeof Problem>
export type TagManagerAccountView = z.infer<typeof TagManagerAccountView>
export type AdsAccountView = z.infer<typeof AdsAccountView>
export type GoogleAccountsView = z.infer<typeof GoogleAccountsView>
