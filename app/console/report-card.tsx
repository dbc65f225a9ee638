import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import type { SendingView } from '#app/mandates/mandate-view.ts'
import { mandateLimits } from '#app/mandates/typed-mandate.ts'
import { Actions, Button, ConfirmButton, LinkButton } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface ReportActsProps {
  reference: string
  isWhole: boolean
  isSent: boolean
  mayDraft: boolean
  openQuestions: number
  /** Under a mandate that has files to show or lets some be added; without one there are none. */
  mayAttach: boolean
  /** The sending is not this vendor's to make alone, and the page with everything on it is not for it either. */
  mayAsk: boolean
  waits: boolean
  /** Something was saved since: the client cannot approve it, and waits for another wish. */
  isStale: boolean
  /** What this vendor may send without asking, though it does not see all of it. */
  sendable: { version: number; key: string; recipients: readonly string[] } | null
  sendings: readonly SendingView[]
}

/** What can be done with the report, and what became of the wish to send it. */
export function ReportActs(props: ReportActsProps) {
  const { reference, isWhole, isSent, mayDraft, openQuestions, mayAttach, mayAsk, waits, isStale, sendable, sendings } =
    props
  const { t } = useTranslation('console')
  const { dateTime } = useFormat()
  return (
    <>
      <Actions>
        {mayDraft && (
          <LinkButton look="primary" href={`/reports/${reference}/answer/now-start`}>
            {t('one.form')}
          </LinkButton>
        )}
        {isWhole && <LinkButton href={`/reports/${reference}`}>{t(isSent ? 'one.board' : 'one.draft')}</LinkButton>}
        {isWhole && <LinkButton href={`/reports/${reference}/preview`}>{t('one.preview')}</LinkButton>}
        {mayAttach && <LinkButton href={`/reports/${reference}/files`}>{t('files:page.title')}</LinkButton>}
      </Actions>
      {openQuestions > 0 && (
        <Notice title={t('one.questions', { count: openQuestions })}>
          <a href={isWhole ? `/reports/${reference}#questions` : '#questions'}>
            {t(isWhole ? 'one.questionsLink' : 'one.questionsBelow')}
          </a>
        </Notice>
      )}
      {isStale && (
        <Notice tone="warning" title={t('one.stale')}>
          <p>{t(isWhole ? 'one.staleWhole' : 'one.staleSome')}</p>
        </Notice>
      )}
      {(mayAsk || waits) && (
        <form method="post" action={`/console/reports/${reference}`}>
          {!isStale && <p>{t(waits ? 'one.waits' : 'one.askLead')}</p>}
          <Actions>
            {mayAsk && (
              <Button look="outline" name="go" value="ask">
                {t(isStale ? 'one.askAnew' : 'one.ask')}
              </Button>
            )}
            {waits && (
              <Button look="outline" name="go" value="take-back">
                {t('one.takeBack')}
              </Button>
            )}
          </Actions>
        </form>
      )}
      {sendable && <SendForm action={`/console/reports/${reference}`} sendable={sendable} />}
      {sendings.length > 0 && (
        <ul className="list" id="sendings">
          {sendings.map(({ id, askedAt, state, words }) => (
            <li key={id}>
              {t(`one.sendings.${state}`, { at: dateTime(askedAt) })}
              {words && <blockquote className="typed">{words}</blockquote>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

interface SendFormProps {
  action: string
  sendable: NonNullable<ReportActsProps['sendable']>
}

function SendForm({ action, sendable: { version, key, recipients } }: SendFormProps) {
  const { t } = useTranslation('console')
  const words = useWords()
  return (
    <form method="post" action={action}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="key" value={key} />
      <p>{t('one.sendLead')}</p>
      <ul className="list">
        {recipients.map((recipient) => (
          <li key={recipient}>{words.recipient(recipient)}</li>
        ))}
      </ul>
      <Actions>
        <ConfirmButton
          name="go"
          value="send"
          question={t('one.sendSure', { count: recipients.length })}
          yes={t('one.send')}
          no={t('one.sendNo')}
        >
          {t('one.send')}
        </ConfirmButton>
      </Actions>
    </form>
  )
}

/** The vendor's own notes for finding it again, and its technical answers as a template. */
export function ReportCard({
  action,
  card,
  mayDraft,
}: {
  action: string
  card: { ticket: string; label: string }
  mayDraft: boolean
}) {
  const { t } = useTranslation('console')
  return (
    <>
      <Heading level={2}>{t('one.card')}</Heading>
      <p className="quiet">{t('one.cardLead')}</p>
      <form method="post" action={action} className="stack" noValidate>
        <Field id="ticket" label={t('begin.ticket')}>
          {(control) => (
            <TextInput
              {...control}
              name="ticket"
              span="medium"
              maxLength={mandateLimits.ticket}
              defaultValue={card.ticket}
            />
          )}
        </Field>
        <Field id="label" label={t('begin.label')} hint={t('begin.labelHint')}>
          {(control) => (
            <TextInput
              {...control}
              name="label"
              span="long"
              maxLength={mandateLimits.label}
              defaultValue={card.label}
            />
          )}
        </Field>
        <Actions>
          <Button look="outline" name="go" value="card">
            {t('one.keepCard')}
          </Button>
        </Actions>
      </form>
      {mayDraft && <TemplateForm action={action} />}
    </>
  )
}

function TemplateForm({ action }: { action: string }) {
  const { t } = useTranslation('console')
  return (
    <>
      <Heading level={2}>{t('one.template')}</Heading>
      <p>{t('one.templateLead')}</p>
      <form method="post" action={action} className="stack">
        <Field id="template-name" label={t('one.templateName')} need="required">
          {(control) => <TextInput {...control} name="name" span="long" required maxLength={mandateLimits.label} />}
        </Field>
        <Actions>
          <Button look="outline" name="go" value="template">
            {t('one.keepTemplate')}
          </Button>
        </Actions>
      </form>
    </>
  )
}
