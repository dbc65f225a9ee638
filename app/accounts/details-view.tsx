import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { StaleNote } from './stale-note.tsx'

export type DetailsProblem = 'missingName' | 'longName' | 'wrongMail' | 'sameMail' | 'stale' | 'codeWrong'

interface PartProps {
  /** A factor was shown a moment ago. */
  fresh: boolean
  /** It was sent too late, and stands here as it was typed. */
  stale: boolean
  typed?: string
  error?: string | undefined
}

export function NamePart({ name, fresh, stale, typed, error }: PartProps & { name: string }) {
  const { t } = useTranslation('account')
  return (
    <>
      <Heading level={2}>{t('details.name')}</Heading>
      <p>{name}</p>
      {(fresh || typed !== undefined) && (
        <form method="post" noValidate className="stack">
          {stale && typed !== undefined && <StaleNote />}
          <Field id="name" label={t('details.newName')} hint={t('details.nameHint')} error={error} need="required">
            {(control) => (
              <TextInput {...control} name="typed" span="medium" autoComplete="name" defaultValue={typed ?? name} />
            )}
          </Field>
          <Button name="step" value="name" look="outline">
            {t('details.nameSave')}
          </Button>
        </form>
      )}
    </>
  )
}

interface MailPartProps extends PartProps {
  mail: string
  /** The new address, as long as its code has not come back. */
  waits: string | null
  /** A code that was not the one, and what to say of it. */
  wrongCode: { typed: string; message: string } | null
}

export function MailPart({ mail, waits, wrongCode, fresh, stale, typed, error }: MailPartProps) {
  const { t } = useTranslation('account')
  return (
    <>
      <Heading level={2}>{t('details.mail')}</Heading>
      <p>{mail}</p>
      {waits && <Waiting mail={waits} wrong={wrongCode} />}
      {(fresh || typed !== undefined) && (
        <form method="post" noValidate className="stack">
          {stale && typed !== undefined && <StaleNote />}
          <Field id="mail" label={t('details.newMail')} hint={t('details.mailHint')} error={error} need="required">
            {(control) => (
              <TextInput {...control} type="email" name="typed" span="long" autoComplete="email" defaultValue={typed} />
            )}
          </Field>
          <p>{t('details.mailText')}</p>
          <Button name="step" value="mail" look="outline">
            {t(waits ? 'details.mailAnew' : 'details.mailSend')}
          </Button>
        </form>
      )}
    </>
  )
}

function Waiting({ mail, wrong }: { mail: string; wrong: MailPartProps['wrongCode'] }) {
  const { t } = useTranslation('account')
  return (
    <Card id="waits" title={t('details.waits')} tone="accent">
      <p>{t('details.waitsText', { mail })}</p>
      <form method="post" noValidate className="stack">
        <Field id="code" label={t('details.code')} hint={t('details.codeHint')} error={wrong?.message}>
          {(control) => (
            <TextInput
              {...control}
              name="typed"
              span="short"
              inputMode="numeric"
              autoComplete="one-time-code"
              defaultValue={wrong?.typed}
            />
          )}
        </Field>
        <div className="actions">
          <Button name="step" value="code">
            {t('details.confirm')}
          </Button>
          <Button name="step" value="end" look="text">
            {t('details.end')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
