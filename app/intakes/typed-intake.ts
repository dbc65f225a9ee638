/** What an officer types about a caller before the report itself: pure. */
import { momentOf } from '#forms/answers/moments.ts'

export const channels = ['phone', 'letter', 'visit'] as const
export type Channel = (typeof channels)[number]

export const intakeLimits = { name: 100, phone: 60 } as const

export interface TypedIntake {
  channel: string
  date: string
  time: string
  name: string
  phone: string
  language: string
}

export interface IntakeProblem {
  field: 'channel' | 'received' | 'name' | 'phone'
  code:
    | 'channelMissing'
    | 'receivedMissing'
    | 'receivedFuture'
    | 'nameMissing'
    | 'nameLong'
    | 'phoneMissing'
    | 'phoneLong'
}

export interface ReadIntake {
  channel: Channel
  receivedAt: Date
  caller: { name: string; phone: string }
  language: 'ja' | 'en'
}

/** A letter may come without a number to call back. A day without a time counts from its first minute, in Japan. */
export function readIntake(typed: TypedIntake, now: Date): ReadIntake | { problems: IntakeProblem[] } {
  const problems: IntakeProblem[] = []
  const wrong = (field: IntakeProblem['field'], code: IntakeProblem['code'], isWrong: boolean) => {
    if (isWrong) problems.push({ field, code })
  }
  const { date, time, name, phone } = typed
  const channel = channels.find((known) => known === typed.channel)
  const moment = momentOf(`${date}T${time || '00:00'}`)
  const isDay = moment !== undefined
  const receivedAt = new Date(moment ?? now)
  wrong('channel', 'channelMissing', !channel)
  wrong('received', 'receivedMissing', !isDay)
  wrong('received', 'receivedFuture', isDay && receivedAt > now)
  wrong('name', 'nameMissing', name === '')
  wrong('name', 'nameLong', [...name].length > intakeLimits.name)
  wrong('phone', 'phoneMissing', phone === '' && channel !== 'letter')
  wrong('phone', 'phoneLong', [...phone].length > intakeLimits.phone)
  if (problems.length > 0 || !channel) return { problems }
  return { channel, receivedAt, caller: { name, phone }, language: typed.language === 'en' ? 'en' : 'ja' }
}
