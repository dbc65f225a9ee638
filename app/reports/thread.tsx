import { Card } from '#app/ui/card.tsx'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextArea } from '#app/ui/text-input.tsx'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

import { useNames } from './names.ts'

export const messageLimit = 4_000

export interface ThreadEntry {
  id: string
  kind: string
  from: 'recipient' | 'reporter'
  item: ItemId | null
  text: string
  number: string | null
  reason: string | null
  tlp: string | null
  due: string | null
  sentAt: Date
  /** For a question: the revision that answered it, `words` when a message did, null while it is open. */
  answered: number | 'words' | null
}

interface ThreadProps {
  recipient: RecipientId
  entries: readonly ThreadEntry[]
  action: string
  open: boolean
}

/** What one body and the reporter have said to each other, the newest last. */
export function Thread({ recipient, entries, action, open }: ThreadProps) {
  const { t, recipient: nameOf } = useNames()
  const name = nameOf(recipient)
  return (
    <Card id={`thread-${recipient}`} level={3} title={t('board.thread', { recipient: name })}>
      {entries.length === 0 && <p className="quiet">{t('board.empty')}</p>}
      <ol className="stack">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} recipient={name} />
        ))}
      </ol>
      {open && (
        <Details summary={t('board.write')}>
          <form method="post" action={action} className="stack">
            <input type="hidden" name="recipient" value={recipient} />
            <Field id={`write-${recipient}`} label={t('board.write')} hint={t('board.writeHint', { recipient: name })}>
              {(control) => <TextArea {...control} name="text" rows={3} required maxLength={messageLimit} />}
            </Field>
            <Button look="outline">{t('board.writeSend')}</Button>
          </form>
        </Details>
      )}
    </Card>
  )
}

function Entry({ entry, recipient }: { entry: ThreadEntry; recipient: string }) {
  const { t, time, day, item } = useNames()
  const { kind, from, text, number, reason, tlp, due, answered } = entry
  return (
    <li className="stack-s">
      <p>
        <Tag tone={from === 'reporter' ? 'neutral' : 'blue'}>{t(`thread.${kind}`)}</Tag>{' '}
        <strong>{from === 'reporter' ? t('board.fromReporter') : recipient}</strong>{' '}
        <time className="quiet" dateTime={entry.sentAt.toISOString()}>
          {time(entry.sentAt)}
        </time>
      </p>
      {entry.item && <p className="quiet">{t('board.about', { item: item(entry.item) })}</p>}
      {number && <p>{t('board.number', { number })}</p>}
      {reason && <p>{t(`recipient:reasons.${reason}`, { defaultValue: reason })}</p>}
      {text && <p className="typed">{text}</p>}
      {tlp && <p className="quiet">{t('board.tlp', { tlp })}</p>}
      {due && <p className="quiet">{t('board.dueBy', { day: day(due) })}</p>}
      {typeof answered === 'number' && <p className="quiet">{t('board.answeredIn', { number: answered })}</p>}
      {answered === 'words' && <p className="quiet">{t('board.answeredFree')}</p>}
    </li>
  )
}
