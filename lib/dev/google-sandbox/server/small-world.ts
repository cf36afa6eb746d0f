import type { Sandbox } from '../sandbox.ts'

/** The login of a made-up agency, with its clients' containers and Ads accounts. */
export const AGENCY_LOGIN = 'ads@bright-agency.example'

/** The manager account over the agency's Ads accounts. */
export const AGENCY_MANAGER_ID = '4000000001'

/**
 * A small made-up world: an agency with two clients, one of which keeps its conversion actions in the agency's
 * manager account, and a freelancer who may only edit.
 */
export function smallWorld(sandbox: Sandbox): void {
  const agency = sandbox.addPerson({ email: AGENCY_LOGIN, name: 'Bright Agency' })
  const freelancer = sandbox.addPerson({ email: 'freelancer@example.com', name: 'Frida Freelance' })
  const access = { [agency.email]: 'publish', [freelancer.email]: 'edit' } as const
  const users = [agency.email]

  const bakery = { publicId: 'GTM-BAKERY1', name: 'www.corner-bakery.example', accountName: 'Corner Bakery' }
  const bikes = { publicId: 'GTM-BIKES01', name: 'www.fine-bikes.example', accountName: 'Fine Bikes' }
  sandbox.addContainer({ ...bakery, access })
  sandbox.addContainer({ ...bikes, access })
  sandbox.publishByHand(bikes.publicId, { name: 'Before OneClickTag' })

  sandbox.addAdsCustomer({ id: AGENCY_MANAGER_ID, name: 'Bright Agency (manager)', manager: true, users })
  const underManager = { managerId: AGENCY_MANAGER_ID, users: [] }
  sandbox.addAdsCustomer({ id: '4000000002', name: 'Corner Bakery', ...underManager })
  sandbox.addAdsCustomer({
    id: '4000000003',
    name: 'Fine Bikes',
    ...underManager,
    conversionCustomerId: AGENCY_MANAGER_ID,
  })
}
