export const viewLimits = { name: 30, views: 20, counted: 99 } as const

/** A saved view as the page knows it. */
export interface QueueView {
  id: string
  name: string
  shared: boolean
  href: string
  /** Null when it is not counted; one more than `viewLimits.counted` means more than that. */
  count: number | null
}
