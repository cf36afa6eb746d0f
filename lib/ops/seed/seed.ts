import type { Client } from 'pg'
import { withClient } from '../database/with-client.ts'

/** Two fictitious agencies with an ADMIN and a MEMBER each, identified by Firebase uid. */
export const SEED_ORGANIZATIONS = [
  {
    name: 'Northlight Agency',
    timeZone: 'Europe/Berlin',
    users: [
      { firebaseUid: 'seed-ada', email: 'ada@northlight.example', role: 'ADMIN' },
      { firebaseUid: 'seed-ben', email: 'ben@northlight.example', role: 'MEMBER' },
    ],
    customers: [
      { name: 'Bakery Lindner', websiteUrl: 'https://bakery-lindner.example' },
      { name: 'Alpine Outfitters', websiteUrl: 'https://alpine-outfitters.example' },
    ],
  },
  {
    name: 'Harbour Digital',
    timeZone: 'Europe/Lisbon',
    users: [
      { firebaseUid: 'seed-cleo', email: 'cleo@harbour.example', role: 'ADMIN' },
      { firebaseUid: 'seed-dan', email: 'dan@harbour.example', role: 'MEMBER' },
    ],
    customers: [{ name: 'Quay Books', websiteUrl: 'https://quay-books.example' }],
  },
] as const

export type SeededOrganization = { organizationId: string; name: string }

/**
 * Inserts the fictitious agencies, each with customers, one pending tracking per customer and a hint about it. Existing
 * organizations stay unchanged.
 * @param ownerUrl a login of oct_owner
 */
export async function seed(ownerUrl: string): Promise<SeededOrganization[]> {
  return withClient(ownerUrl, async (client) => {
    const seeded: SeededOrganization[] = []
    for (const organization of SEED_ORGANIZATIONS) {
      await client.query('begin')
      const organizationId =
        (await findOrganization(client, organization.users[0].firebaseUid)) ??
        (await insertOrganization(client, organization))
      await client.query('commit')
      seeded.push({ organizationId, name: organization.name })
    }
    return seeded
  })
}

async function findOrganization(client: Client, firebaseUid: string): Promise<string | undefined> {
  const { rows } = await client.query<{ organization_id: string }>(
    'select organization_id from user_account where firebase_uid = $1 and deleted_at is null',
    [firebaseUid],
  )
  return rows[0]?.organization_id
}

async function insertOrganization(
  client: Client,
  organization: (typeof SEED_ORGANIZATIONS)[number],
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'insert into organization (name, time_zone) values ($1, $2) returning id',
    [organization.name, organization.timeZone],
  )
  const organizationId = rows[0]?.id
  if (!organizationId) throw new Error('The insert returned no row.')
  await client.query(
    `insert into user_account (organization_id, email, firebase_uid, role)
     select $1, email, "firebaseUid", role
     from jsonb_to_recordset($2) as u (email text, "firebaseUid" text, role text)`,
    [organizationId, JSON.stringify(organization.users)],
  )
  // Nobody has the key of this hash.
  await client.query(
    `insert into api_key (organization_id, name, role, key_hash, last_characters, created_by, expires_at)
     select $1, 'Nightly import', 'MEMBER', translate(rtrim(encode(sha256(uuid_send(gen_random_uuid())), 'base64'), '='), '+/', '-_'),
       '0000', u.id, now() + interval '90 days'
     from user_account u where u.organization_id = $1 and u.role = 'ADMIN'`,
    [organizationId],
  )
  await client.query(
    `with added as (
       insert into customer (organization_id, name, website_url)
       select $1, name, "websiteUrl" from jsonb_to_recordset($2) as c (name text, "websiteUrl" text)
       returning id)
     select id from added`,
    [organizationId, JSON.stringify(organization.customers)],
  )
  await client.query(
    `with drafted as (
       insert into tracking (organization_id, customer_id, name, type, selector, conversion_category, conversion_counting)
       select $1, id, 'Contact form', 'FORM_SUBMIT', 'form#contact', 'SUBMIT_LEAD_FORM', 'ONE_PER_CLICK'
       from customer where organization_id = $1
       returning id, customer_id)
     insert into sync_job (organization_id, customer_id, tracking_id, action)
     select $1, customer_id, id, 'CREATE' from drafted`,
    [organizationId],
  )
  await client.query(
    `insert into finding (organization_id, customer_id, tracking_id, code, severity, subject)
     select $1, customer_id, id, 'hint.form_without_submit', 'hint', 'type'
     from tracking where organization_id = $1 and type = 'FORM_SUBMIT'`,
    [organizationId],
  )
  return organizationId
}
