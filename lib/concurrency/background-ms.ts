/** How long a function may go on after its response, in milliseconds; `vercel.json` gives it a little more. */
export const BACKGROUND_MS = 100_000
