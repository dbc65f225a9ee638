/** What came from, or went to, another hand than the reporter's: hand-overs, returns, and who typed the report. */
import type { ReadTimeline } from './read-timeline.server.ts'
import type { Saying } from './timeline-sources.ts'
import type { TimelineEntry } from './timeline.ts'

export function passingEntries(read: ReadTimeline, saying: Saying): TimelineEntry[] {
  return [...handOverEntries(read, saying), ...returnEntries(read, saying), ...intakeEntries(read, saying)]
}

function handOverEntries({ file, handOvers }: ReadTimeline, { t, words }: Saying): TimelineEntry[] {
  const place = (value: string | null) => (value === null ? '―' : words.option('org-address', value, 'prefecture'))
  return handOvers.map(({ id, recipient, handedBy, handedAt, returnedAt, fromPrefecture, toPrefecture }) => {
    if (toPrefecture !== null) {
      const title = t('hand-overs:timeline.moved', { from: place(fromPrefecture), to: place(toPrefecture) })
      return { at: handedAt.toISOString(), kind: 'hand-over', title, inside: false }
    }
    const came = recipient === file.recipient
    const title = came
      ? t('hand-overs:timeline.received', { recipient: words.recipient(handedBy) })
      : t('hand-overs:timeline.given', { recipient: words.recipient(recipient) })
    const href = came && returnedAt === null ? `/desk/hand-overs/${id}` : undefined
    return { at: handedAt.toISOString(), kind: 'hand-over', title, inside: false, ...(href ? { href } : {}) }
  })
}

function returnEntries({ returns }: ReadTimeline, { t, words }: Saying): TimelineEntry[] {
  return returns.map(({ recipient, handedBy, reason, returnedAt }) => ({
    at: returnedAt.toISOString(),
    kind: 'hand-over',
    title: t(handedBy ? 'hand-overs:return.lineHanded' : 'hand-overs:return.line', {
      recipient: words.recipient(recipient),
      by: handedBy ? words.recipient(handedBy) : '',
    }),
    text: t('hand-overs:return.because', { reason: t(`hand-overs:return.reasons.${reason}`) }),
    inside: false,
  }))
}

function intakeEntries({ intake }: ReadTimeline, { t, words }: Saying): TimelineEntry[] {
  if (!intake) return []
  const { recipient, channel, startedAt, takenOverAt } = intake
  const title = t(`intakes:typed.${channel}`, { recipient: words.recipient(recipient) })
  const typed: TimelineEntry = { at: startedAt.toISOString(), kind: 'hand-over', title, inside: false }
  if (!takenOverAt) return [typed]
  const taken = t('hand-overs:timeline.takenOver')
  return [typed, { at: takenOverAt.toISOString(), kind: 'hand-over', title: taken, inside: false }]
}
