import { useNames } from '#app/reports/names.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextArea } from '#app/ui/text-input.tsx'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'
import { wordKey } from '#forms/words.ts'

import { Issued } from './issued.tsx'
import { messageLimit } from './message-limit.ts'

export interface ThreadEntry {
  id: string
  kind: string
  from: 'recipient' | 'reporter'
  /** What a question is about. */
  items: readonly ItemId[]
  text: string
  number: string | null
  reason: string | null
  tlp: string | null
  due: string | null
  /** A warning to the public, and where it can be read. */
  issued: { on: string; url: string; reference: string } | null
  /** Items that this body was told by consent alone. */
  told: readonly ItemId[]
  sentAt: Date
  /** For a question: the revision that answered it, `words` when a message did, null while it is open. */
  answered: number | 'words' | null
  /** When the body took its question back. */
  retractedAt: Date | null
  /** The vendor that said it for the reporter; of a question, that answered it by a revision. */
  by: string | null
  /** What the reporter said of it; null while nothing was said, undefined where nothing is asked. */
  useful?: boolean | null
}

interface ThreadProps {
  recipient: RecipientId
  /** Of its case file. */
  prefecture: string | null
  entries: readonly ThreadEntry[]
  action: string
  open: boolean
}

/** What one body and the reporter have said to each other, the newest last. */
export function Thread({ recipient, prefecture, entries, action, open }: ThreadProps) {
  const { t, recipientAt } = useNames()
  const name = recipientAt(recipient, prefecture)
  return (
    <Card id={`thread-${recipient}`} level={3} title={t('board.thread', { recipient: name })}>
      {entries.length === 0 && <p className="quiet">{t('board.empty')}</p>}
      <ol className="stack">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} recipient={name} action={action.replace(/messages$/, 'opinions')} />
        ))}
      </ol>
      {open && (
        <Details summary={t('board.write')}>
          <WriteForm recipient={recipient} action={action} />
        </Details>
      )}
    </Card>
  )
}

interface WriteFormProps {
  recipient: RecipientId
  action: string
  /** Of a message that could not go. */
  typed?: string
  error?: string
}

export function WriteForm({ recipient, action, typed, error }: WriteFormProps) {
  const { t, recipient: nameOf } = useNames()
  const audience = <Audience who="thread" name={nameOf(recipient)} />
  return (
    <form method="post" action={action} className="stack">
      <input type="hidden" name="recipient" value={recipient} />
      <Field id={`write-${recipient}`} label={t('board.write')} error={error} audience={audience}>
        {(control) => (
          <TextArea {...control} name="text" rows={3} required maxLength={messageLimit} defaultValue={typed} />
        )}
      </Field>
      <Button look="outline">{t('board.writeSend')}</Button>
    </form>
  )
}

function Entry({ entry, recipient, action }: { entry: ThreadEntry; recipient: string; action: string }) {
  const { t, time, day, items } = useNames()
  const { kind, from, text, number, reason, tlp, due, answered, retractedAt, issued, told, by } = entry
  return (
    <li className="stack-s">
      <p>
        <Tag tone={from === 'reporter' ? 'neutral' : 'blue'}>{t(`thread.${kind}`)}</Tag>{' '}
        <strong>
          {from === 'recipient' ? recipient : by ? t('board.fromVendor', { vendor: by }) : t('board.fromReporter')}
        </strong>{' '}
        <time className="quiet" dateTime={entry.sentAt.toISOString()}>
          {time(entry.sentAt)}
        </time>
      </p>
      {entry.items.length > 0 && <p className="quiet">{t('board.about', { item: items(entry.items) })}</p>}
      {number && <p>{t('board.number', { number })}</p>}
      {reason && <p>{t('board.reason', { reason: t(`recipient:reasons.${reason}`, { defaultValue: reason }) })}</p>}
      {text && <p className="typed">{text}</p>}
      {issued && <Issued issued={issued} />}
      {told.length > 0 && <p>{t('asking:board.toldByConsent', { items: items(told) })}</p>}
      {tlp && (
        <p className="quiet">{t('board.tlp', { tlp: t(`recipient:tlp.${wordKey(tlp)}`, { defaultValue: tlp }) })}</p>
      )}
      {due && <p className="quiet">{t('board.dueOf', { day: day(due) })}</p>}
      {typeof answered === 'number' && (
        <p className="quiet">
          {by ? t('board.answeredInBy', { number: answered, vendor: by }) : t('board.answeredIn', { number: answered })}
        </p>
      )}
      {answered === 'words' && <p className="quiet">{t('board.answeredFree')}</p>}
      {retractedAt && <p>{t('board.retracted', { time: time(retractedAt) })}</p>}
      <Opinion entry={entry} recipient={recipient} action={action} />
    </li>
  )
}

/** Was it of use? One press, and another one to change it. */
function Opinion({
  entry: { id, useful },
  recipient,
  action,
}: {
  entry: ThreadEntry
  recipient: string
  action: string
}) {
  const { t } = useNames()
  if (useful === undefined) return null
  return (
    <form method="post" action={action} className="opinion">
      <input type="hidden" name="feedback" value={id} />
      <span className="quiet">{t(useful === null ? 'asking:opinion.ask' : `asking:opinion.said.${useful}`)}</span>
      {([true, false] as const)
        .filter((one) => one !== useful)
        .map((one) => (
          <Button key={String(one)} look="outline" size="small" name="useful" value={one ? 'yes' : 'no'}>
            {t(`asking:opinion.say.${one}`)}
          </Button>
        ))}
      <span className="quiet">{t('asking:opinion.readers', { recipient })}</span>
    </form>
  )
}
