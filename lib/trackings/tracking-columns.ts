/** What a person decides about a tracking; what is left out is null in its column. */
type TrackingFields = {
  name: string
  selector?: string | null
  urlPattern?: string | null
  eventName?: string | null
  conversion: {
    category: string
    counting: string
    value?: number | null
    currency?: string | null
  }
}

/** The columns that hold what a person decides and may change later. */
export function trackingColumns({ name, selector, urlPattern, eventName, conversion }: TrackingFields) {
  return {
    name,
    selector: selector ?? null,
    urlPattern: urlPattern ?? null,
    eventName: eventName ?? null,
    conversionCategory: conversion.category,
    conversionCounting: conversion.counting,
    conversionValue: conversion.value ?? null,
    conversionCurrency: conversion.currency ?? null,
  }
}

export type TrackingColumns = ReturnType<typeof trackingColumns>
