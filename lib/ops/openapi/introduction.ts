/** What applies to every operation, as Markdown. */
export const INTRODUCTION = `
One call creates the Google Ads conversion action, writes trigger and tag into a Google Tag Manager container,
publishes the version and checks that it is live.

## Signing in
Send a Firebase ID token as \`Authorization: Bearer TOKEN\`. \`GET /v1/members/me\` returns your user and organization; a
user without an organization creates one with \`POST /v1/organization\`. A script sends an API key of its organization in
place of the token; an ADMIN creates it with \`POST /v1/members/api-keys\`.

Each operation has the weakest role that may call it as \`x-role\`: \`MEMBER\` or \`ADMIN\` of the organization,
\`identity\` (any signed-in user), \`cron\` or \`public\`.

## Lists
Lists return \`{ data, nextCursor }\`. Send \`nextCursor\` as \`cursor\` for the next page, with the same filters; it is
\`null\` on the last page. Expect new fields in responses.

## Idempotency and concurrency
A request that creates something with an \`Idempotency-Key\` takes effect once, however often it is sent. A resource with a
\`version\` has it as its \`ETag\`; a change with \`If-Match\` fails where the version is stale.

## Problems
Every error is \`application/problem+json\` (RFC 9457). Switch on its \`code\`; [all codes](/docs#problems) are explained.
`.trim()
