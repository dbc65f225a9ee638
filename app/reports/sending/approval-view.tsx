import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

/** In place of the button that sends, where a second person has to look first. */
export function SecondPerson({ href }: { href: string }) {
  const { t } = useTranslation('organisations')
  return (
    <Card id="send" title={t('second.title')} tone="accent">
      <p>{t('second.needed')}</p>
      <LinkButton look="primary" size="large" href={href}>
        {t('second.go')}
      </LinkButton>
    </Card>
  )
}

/** At night there may be nobody else: what can be done. `organisation`: for whoever administers it. */
export function Alone({ organisation }: { organisation: string | null }) {
  const { t } = useTranslation('organisations')
  return (
    <Notice tone="warning" title={t('second.alone')}>
      <p>{t('second.aloneText')}</p>
      {organisation && (
        <p>
          <a href={`/organisations/${organisation}`}>{t('second.aloneGo')}</a>
        </p>
      )}
    </Notice>
  )
}

export interface OpenRequest {
  id: string
  asker: string
  askedAt: Date
  words: string
}

interface RequestProps {
  open: OpenRequest
  own: boolean
  isStale: boolean
  isOver: boolean
  mayDecide: boolean
  limit: number
}

/** What was asked, and what whoever looks can do about it. */
export function Request({ open, own, isStale, isOver, mayDecide, limit }: RequestProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { id, asker, askedAt, words } = open
  return (
    <Card id="request" title={t(mayDecide && !isStale && !isOver ? 'second.decide' : 'second.title')} tone="accent">
      <p>{t('second.asked', { name: asker, at: dateTime(askedAt.toISOString()) })}</p>
      {words && <p className="typed">{words}</p>}
      {own && <p>{t('second.own')}</p>}
      {isOver && <p>{t('second.over')}</p>}
      {isStale && !isOver && <p>{t('second.stale')}</p>}
      {!own && !mayDecide && <p>{t('second.onlyApprovers')}</p>}
      {mayDecide && (
        <form method="post" className="stack">
          <input type="hidden" name="request" value={id} />
          {!isStale && !isOver && (
            <>
              <p>{t('second.decideText')}</p>
              <Button size="large" name="step" value="send">
                {t('second.send')}
              </Button>
            </>
          )}
          <Field id="answer" label={t('second.answer')}>
            {(control) => <TextArea {...control} name="answer" rows={3} maxLength={limit} counted />}
          </Field>
          <Button look="outline" name="step" value="end">
            {t('second.return')}
          </Button>
        </form>
      )}
      {own && (
        <form method="post">
          <input type="hidden" name="request" value={id} />
          <Button look="outline" name="step" value="end">
            {t('second.takeBack')}
          </Button>
        </form>
      )}
    </Card>
  )
}

export function AskForm({ limit }: { limit: number }) {
  const { t } = useTranslation('organisations')
  return (
    <form method="post" className="stack">
      <Heading level={2}>{t('second.ask')}</Heading>
      <Field id="words" label={t('second.words')} hint={t('second.wordsHint')}>
        {(control) => <TextArea {...control} name="words" rows={3} maxLength={limit} counted />}
      </Field>
      <Button size="large" name="step" value="ask">
        {t('second.askSubmit')}
      </Button>
    </form>
  )
}

export interface PastRequest {
  id: string
  asker: string
  name: string
  decision: string
  decidedAt: Date
  words: string
  answer: string
}

export function PastRequests({ past }: { past: readonly PastRequest[] }) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  if (past.length === 0) return null
  return (
    <>
      <Heading level={2}>{t('second.past')}</Heading>
      <ul className="list">
        {past.map(({ id, asker, name, decision, decidedAt, words, answer }) => (
          <li key={id}>
            {t('second.pastLine', {
              at: dateTime(decidedAt.toISOString()),
              asker,
              name,
              decision: t(`second.decisions.${decision}`),
            })}
            {words && <p className="typed quiet">{words}</p>}
            {answer && <p className="typed quiet">{answer}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}
