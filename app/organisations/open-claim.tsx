import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface OpenClaimProps {
  /** The address of this page. */
  here: string
  open: {
    id: string
    number: string
    address: string
    mail: string
    mailConfirmed: boolean
    letterMadeAt: Date | null
  }
  hasProvider: boolean
  /** What was typed into one of the fields for codes, and what is wrong with it. */
  wrongCode: { step: string; code: string; message: string } | null
}

/** What is still to be done before the organisation counts as this corporation: any one of the ways is enough. */
export function OpenClaim({ here, open, hasProvider, wrongCode }: OpenClaimProps) {
  const { t } = useTranslation('organisations')
  return (
    <>
      <p className="lead">{t('claim.openLead')}</p>
      <DescriptionList
        rows={[
          { term: t('number'), children: open.number },
          { term: t('claim.address'), children: open.address },
          { term: t('claim.mail'), children: open.mail || t('claim.noMail') },
        ]}
      />
      {hasProvider && (
        <Card title={t('claim.provider')}>
          <p>{t('claim.providerText')}</p>
          <LinkButton href={`/sign-in/openid/organisations?claim=${open.id}&next=${here}`}>
            {t('claim.providerGo')}
          </LinkButton>
        </Card>
      )}
      <Letter {...{ open, wrongCode }} />
      <Card title={t('claim.operator')}>
        <p>{t('claim.operatorText')}</p>
      </Card>
      <ConfirmForm
        name="step"
        value="end"
        look="text"
        question={t('claim.endAsk')}
        yes={t('claim.end')}
        no={t('accounts:people.no')}
      />
    </>
  )
}

function Letter({ open, wrongCode }: Pick<OpenClaimProps, 'open' | 'wrongCode'>) {
  const { mail, mailConfirmed, letterMadeAt } = open
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  if (mail === '') return null
  return (
    <Card title={t('claim.letter')}>
      <p>{t('claim.letterText')}</p>
      {mailConfirmed ? (
        <p>
          <Tag tone="green">{t('claim.mailConfirmed')}</Tag>
        </p>
      ) : (
        <>
          <form method="post">
            <Button name="step" value="mail" look="outline">
              {t('claim.sendMail')}
            </Button>
          </form>
          <CodeForm
            id="mail-code"
            wrong={wrongCode}
            label={t('claim.mailCode')}
            hint={t('claim.mailCodeHint')}
            submit={t('claim.confirm')}
          />
        </>
      )}
      <p>
        {letterMadeAt ? t('claim.letterMade', { at: dateTime(letterMadeAt.toISOString()) }) : t('claim.letterWaits')}
      </p>
      {letterMadeAt && (
        <CodeForm
          id="letter-code"
          wrong={wrongCode}
          label={t('claim.letterCode')}
          hint={t('claim.letterCodeHint')}
          submit={t('claim.confirm')}
        />
      )}
    </Card>
  )
}

interface CodeFormProps {
  id: string
  label: string
  hint: string
  submit: string
  wrong: OpenClaimProps['wrongCode']
}

function CodeForm({ id, label, hint, submit, wrong }: CodeFormProps) {
  const own = wrong?.step === id ? wrong : null
  return (
    <form method="post" noValidate className="stack">
      <Field id={id} label={label} hint={hint} error={own?.message}>
        {(control) => (
          <TextInput
            {...control}
            name="code"
            span="medium"
            defaultValue={own?.code}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
          />
        )}
      </Field>
      <Button name="step" value={id}>
        {submit}
      </Button>
    </form>
  )
}
