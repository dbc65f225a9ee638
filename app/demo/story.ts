/** A story of the demo world: one report, told through the same verbs as everybody's, and what the bodies did with it. */
import type { Answer, Answers, ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

/** Times of a story are told backwards from the moment the world is made, so that the demo is always fresh. */
export interface StoryClock {
  /** The instant that many hours ago, ISO 8601 in Japan time, to the minute. */
  ago: (hours: number) => string
  /** The day that many days from today (negative: before), YYYY-MM-DD in Japan. */
  day: (days: number) => string
}

export type Act = { hoursAgo: number } & (
  | { by: DemoOfficerId; does: 'open' | 'claim' }
  | { by: DemoOfficerId; does: 'acknowledge'; number: string; text?: string }
  | { by: DemoOfficerId; does: 'ask'; item?: ItemId; text: string; dueDay?: number }
  | { by: DemoOfficerId; does: 'advise'; text: string; tlp: string }
  | { by: DemoOfficerId; does: 'note'; text: string }
  | { by: DemoOfficerId; does: 'label'; label: string }
  | { by: DemoOfficerId; does: 'assess'; severity: string; reason: string }
  | { by: DemoOfficerId; does: 'close'; reason: string; text: string }
  | { by: 'reporter'; does: 'follow-up'; answers: (clock: StoryClock) => Answers }
  | { by: 'reporter'; does: 'answer'; item: ItemId; value: Answer }
  | { by: 'reporter'; does: 'answer-in-words'; text: string }
  | { by: 'reporter'; does: 'hold'; reason: string; hours: number; text: string }
  /** Says of everything that this body has sent back so far whether it was of use. */
  | { by: 'reporter'; does: 'judge'; of: RecipientId; useful: boolean }
)

/** Evidence of a story, as text. */
export interface StoryFile {
  item: ItemId
  lane: 'plain' | 'sample'
  name: string
  text: string
}

export interface Story {
  id: string
  language: 'ja' | 'en'
  filedHoursAgo: number
  answers: (clock: StoryClock) => Answers
  declined?: readonly RecipientId[]
  /** Attached before the first sending, where there is a place for bytes. */
  files?: (clock: StoryClock) => readonly StoryFile[]
  acts: readonly Act[]
}

export type DemoOfficerId =
  | 'ppc-aoki'
  | 'ppc-hirano'
  | 'police-tokushima-naruse'
  | 'police-tokushima-inoue'
  | 'police-tokyo-kanda'
  | 'mhlw-shirai'
  | 'nco-tachibana'
  | 'jpcert-minato'
  | 'fsa-kuze'
  | 'mlit-hamano'

const dayInJapan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short' })

export function storyClock(now: Date): StoryClock {
  return {
    ago: (hours) =>
      Temporal.Instant.fromEpochMilliseconds(now.getTime() - hours * 3_600_000)
        .toZonedDateTimeISO('Asia/Tokyo')
        .toString({ timeZoneName: 'never', smallestUnit: 'minute' }),
    day: (days) => dayInJapan.format(new Date(now.getTime() + days * 86_400_000)),
  }
}
