import type { ActTyped } from '#app/case-files/acts/act-form.tsx'
import type { MessageView } from '#app/case-files/page/case-page.ts'
import { ForActing } from '#app/http/for-acting.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Issued } from '#app/reports/board/issued.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { wordKey } from '#forms/words.ts'

import { RetractForm, wasRefused } from './retract-form.tsx'

interface DeskThreadProps {
  messages: readonly MessageView[]
  recipient: string
  /** By message: did the reporter find it useful? */
  opinions: Readonly<Record<string, boolean>>
  caseFileId: string
  typed: ActTyped
}

/** What this body and the reporter said to each other, oldest first. Other bodies have threads of their own. */
export function DeskThread({ messages, recipient, opinions, caseFileId, typed }: DeskThreadProps) {
  const { t } = useTranslation('recipient')
  if (messages.length === 0) return <p className="quiet">{t('thread.none')}</p>
  return (
    <ol className="messages">
      {messages.map((message) => (
        <li key={message.id} className="message" data-side={message.from}>
          <Head message={message} recipient={recipient} />
          {message.text && <p className="message-text">{message.text}</p>}
          <Facts message={message} typed={typed} />
          {isOpen(message) && (
            <ForActing>
              <RetractForm id={caseFileId} question={message.id} {...{ recipient, typed }} />
            </ForActing>
          )}
          <Opinion useful={opinions[message.id]} />
        </li>
      ))}
    </ol>
  )
}

function Head({ message, recipient }: { message: MessageView; recipient: string }) {
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  const ours = message.from === 'recipient'
  const theirs = message.by ? t('thread.fromVendor', { vendor: message.by }) : t('thread.fromReporter')
  return (
    <p className="message-head">
      <Tag tone={ours ? 'blue' : 'green'}>{t(`thread.kinds.${message.kind}`)}</Tag>{' '}
      <strong>{ours ? t('thread.fromUs', { recipient }) : theirs}</strong>{' '}
      <time className="quiet" dateTime={message.sentAt}>
        {dateTime(message.sentAt)}
      </time>
    </p>
  )
}

export const isOpen = ({ kind, answered, retractedAt }: MessageView) => kind === 'question' && !answered && !retractedAt

function Facts({ message, typed }: { message: MessageView; typed: ActTyped }) {
  const { t } = useTranslation('recipient')
  const { day } = useFormat()
  const words = useWords()
  const { kind, items, number, reason, tlp, due, author, program, issued, told } = message
  const about = items.map(words.item).join(t('between'))
  return (
    <>
      {(kind === 'question' || kind === 'retraction') && (
        <p className="quiet">{about ? t('thread.about', { item: about }) : t('thread.general')}</p>
      )}
      {issued && <Issued issued={issued} />}
      {told.length > 0 && <Told told={told} />}
      {number && <p>{t('thread.number', { number })}</p>}
      {reason && <p>{t('thread.reason', { reason: t(`reasons.${reason}`) })}</p>}
      {tlp && <p className="quiet">{t('thread.tlp', { tlp: t(`tlp.${wordKey(tlp)}`) })}</p>}
      {due && <p className="quiet">{t('thread.dueBy', { day: day(due) })}</p>}
      {kind === 'question' && <QuestionState message={message} refused={wasRefused(typed, message.id)} />}
      {author && <p className="quiet">{t('thread.author', { name: author })}</p>}
      {program && <p className="quiet">{t('thread.author', { name: t('programs:named', { name: program }) })}</p>}
    </>
  )
}

/** By consent alone: the answers stand here, as no revision brings them. */
function Told({ told }: Pick<MessageView, 'told'>) {
  const { t } = useTranslation('asking')
  return (
    <>
      <p className="quiet">{t('thread.byConsent')}</p>
      <dl className="changes">
        {told.map(({ item, label, lines }) => (
          <div key={item}>
            <dt>{label}</dt>
            {lines.map((line) => (
              <dd key={line} className="typed">
                {line}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  )
}

function Opinion({ useful }: { useful: boolean | undefined }) {
  const { t } = useTranslation('asking')
  if (useful === undefined) return null
  return (
    <p>
      <Tag tone={useful ? 'green' : 'neutral'}>{t(useful ? 'thread.useful' : 'thread.notUseful')}</Tag>
    </p>
  )
}

/** `refused`: it was to be retracted, and an answer was there first; the summary of errors leads here. */
function QuestionState({ message, refused }: { message: MessageView; refused: boolean }) {
  const { t } = useTranslation('recipient')
  const { answered, late, retractedAt } = message
  if (retractedAt) {
    return (
      <p>
        <Tag tone="neutral">{t('thread.retracted')}</Tag>
      </p>
    )
  }
  if (!answered) {
    return <p>{late ? <Tag tone="red">{t('thread.overdue')}</Tag> : <Tag tone="orange">{t('thread.waiting')}</Tag>}</p>
  }
  return (
    <p id={refused ? 'retraction-question' : undefined}>
      <Tag tone="green">{t('thread.answered')}</Tag>{' '}
      {answered.revisionNumber !== null && t('thread.answeredInRevision', { number: answered.revisionNumber })}
    </p>
  )
}
