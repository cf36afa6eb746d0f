/** As long as the quota of Tag Manager counts its calls, with what clocks are off. In milliseconds. */
export const QUOTA_WINDOW_MS = 102_000
