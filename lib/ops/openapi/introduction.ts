/** What holds for every operation, as Markdown. */
export const INTRODUCTION = `
One call creates the Google Ads conversion action, writes trigger and tag into a Google Tag Manager container,
publishes the version and checks that it is live.

## Signing in
Send a Firebase ID token as \`Authorization: Bearer TOKEN\`. \`GET /v1/members/me\` tells who you are here; who belongs
to no organization founds one with \`POST /v1/organization\`.

## Lists
Lists answer \`{ data, nextCursor }\`. Give \`nextCursor\` back as \`cursor\` for the next page, with the same filters; it
is \`null\` on the last. Expect new fields in answers.

## Repeating and changing safely
A creating call with an \`Idempotency-Key\` counts once, however often it is sent. A resource with a \`version\` has it as
its \`ETag\`; a change with \`If-Match\` is refused where somebody else was faster.

## Problems
Every error is \`application/problem+json\` (RFC 9457). Switch on its \`code\`; [each is explained](/docs#problems).
`.trim()
