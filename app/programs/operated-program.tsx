import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { actWord } from './acts.ts'

interface OperatedProgramProps {
  program: {
    clientId: string
    name: string
    acts: readonly string[]
    recipient: string | null
    organisation: string | null
    forOthers: boolean
    createdAt: string
    stoppedAt: string | null
    stoppedBecause: string | null
    usedAt: string | null
    secrets: number
  }
  /** The form that came back. */
  typed: { because: string; problem: 'becauseMissing' | 'becauseLong' } | null
}

/** A program as operators see it: whose it is, what it may, when it was used last, and how to stop it. */
export function OperatedProgram({ program, typed }: OperatedProgramProps) {
  const { t } = useTranslation('programs')
  const { dateTime } = useFormat()
  const { clientId, name, acts, recipient, organisation, createdAt, stoppedAt, usedAt, secrets } = program
  const owner = recipient ? t(`rules:recipients.${recipient}.name`) : (organisation ?? t('operator.unknown'))
  const rows = [
    { term: t('operator.owner'), children: owner },
    { term: t('may'), children: acts.map((act) => t(`acts.${actWord(act)}`)).join(t('between')) },
    ...(program.forOthers ? [{ term: t('whose.term'), children: t('operator.forOthers') }] : []),
    { term: t('clientId'), children: <code>{clientId}</code> },
    { term: t('made'), children: dateTime(createdAt) },
    { term: t('secret.used'), children: usedAt ? dateTime(usedAt) : t('secret.never') },
    ...(stoppedAt
      ? [{ term: t('stopped'), children: dateTime(stoppedAt) }]
      : [{ term: t('operator.secrets'), children: t('operator.secretCount', { count: secrets }) }]),
    ...(program.stoppedBecause ? [{ term: t('operator.because'), children: program.stoppedBecause }] : []),
  ]
  return (
    <Card title={name} id={`program-${clientId}`}>
      <DescriptionList rows={rows} />
      {!stoppedAt && (
        <Details summary={t('stop.button')} open={typed !== null}>
          <form method="post" action="/operator/programs" noValidate className="stack-s">
            <input type="hidden" name="program" value={clientId} />
            <p>{t('stop.question', { name })}</p>
            <Field
              id={`because-${clientId}`}
              label={t('operator.why')}
              hint={t('operator.whyHint')}
              need="required"
              error={typed ? t(`operator.${typed.problem}`) : undefined}
              audience={<Audience who="keepers" />}
            >
              {(control) => (
                <TextInput {...control} name="because" maxLength={300} defaultValue={typed?.because ?? ''} />
              )}
            </Field>
            <Button look="danger">{t('stop.yes')}</Button>
          </form>
        </Details>
      )}
    </Card>
  )
}
