import { EscalationSentence } from '#app/case-files/page/escalation-sentence.tsx'
import { severities } from '#app/case-files/severities.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button, ConfirmButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Select, TextInput } from '#app/ui/text-input.tsx'
import { conditions, ruleLimits, told, type EscalationRule } from '#db/case-files/escalation-rules.ts'

/** A form that came back, with what was typed. */
export interface RuleTyped {
  id: string | null
  condition: string
  hours: string
  severity: string
  tells: string
  past: string
  problems: readonly { field: string; code: string; count?: number }[]
}

export function RuleList({ rules }: { rules: readonly EscalationRule[] }) {
  const { t } = useTranslation('case-files')
  if (rules.length === 0) return <p>{t('rules.none')}</p>
  return (
    <>
      <ul className="list">
        {rules.map((rule) => (
          <li key={rule.id}>
            <EscalationSentence rule={rule} />
            <CountsFrom rule={rule} />
          </li>
        ))}
      </ul>
      <p className="quiet">{t('rules.reading')}</p>
    </>
  )
}

function CountsFrom({ rule: { countsFrom } }: { rule: EscalationRule }) {
  const { t } = useTranslation('case-files')
  const { dateTime } = useFormat()
  return (
    countsFrom && <span className="quiet"> {t('rules.countsFrom', { at: dateTime(countsFrom.toISOString()) })}</span>
  )
}

export function RuleForms({ rules, typed }: { rules: readonly EscalationRule[]; typed: RuleTyped | null }) {
  const { t } = useTranslation('case-files')
  return (
    <>
      {rules.length === 0 && <p>{t('rules.none')}</p>}
      {rules.map((rule) => (
        <Card key={rule.id} id={`rule-${rule.id}`}>
          <p>
            <strong>
              <EscalationSentence rule={rule} />
            </strong>
            <CountsFrom rule={rule} />
          </p>
          <Details summary={t('rules.change')} open={typed?.id === rule.id}>
            <RuleForm rule={rule} typed={typed?.id === rule.id ? typed : null} />
          </Details>
        </Card>
      ))}
      <Card title={t('rules.new')} id="new-rule">
        <RuleForm rule={null} typed={typed && typed.id === null ? typed : null} />
      </Card>
    </>
  )
}

const pasts = ['new', 'all'] as const
const hourly = conditions.filter((condition) => condition !== 'severity')

interface RuleFormProps {
  rule: EscalationRule | null
  typed: RuleTyped | null
}

/** Hours and severity are both there without script; the condition says which one counts. */
function RuleForm({ rule, typed }: RuleFormProps) {
  const { t } = useTranslation('case-files')
  const id = rule?.id ?? 'new'
  const was = typed ?? typedOf(rule)
  const error = (field: string) => {
    const found = typed?.problems.find((problem) => problem.field === field)
    return found && t(`rules.problems.${found.code}`, { max: ruleLimits.hours, count: found.count })
  }
  const pastOption = (value: string) => ({ value, label: t(`rules.pasts.${value}`) })
  return (
    <form method="post" noValidate action="/desk/escalations" className="stack-s">
      {rule && <input type="hidden" name="rule" value={rule.id} />}
      <Field id={`${id}-condition`} label={t('rules.condition')} need="required" error={error('condition')}>
        {(control) => (
          <Select
            {...control}
            name="condition"
            empty={t('rules.choose')}
            options={conditions.map((value) => ({ value, label: t(`rules.conditions.${value}`) }))}
            defaultValue={was.condition}
          />
        )}
      </Field>
      <Field
        id={`${id}-hours`}
        label={t('rules.hours')}
        hint={t('rules.hoursHint', { max: ruleLimits.hours })}
        error={error('hours')}
        shownWhen={`condition=${hourly.join('|')}`}
        audience={<Audience who="here" />}
      >
        {(control) => (
          <TextInput
            {...control}
            name="hours"
            inputMode="numeric"
            span="short"
            maxLength={6}
            defaultValue={was.hours}
          />
        )}
      </Field>
      <Field
        id={`${id}-severity`}
        label={t('rules.severity')}
        hint={t('rules.severityHint')}
        error={error('severity')}
        shownWhen="condition=severity"
      >
        {(control) => (
          <Select
            {...control}
            name="severity"
            empty={t('rules.choose')}
            options={severities.map((value) => ({ value, label: t(`severity.steps.${value}`) }))}
            defaultValue={was.severity}
          />
        )}
      </Field>
      <Field
        id={`${id}-tells`}
        label={t('rules.tells')}
        hint={t('rules.tellsHint')}
        need="required"
        error={error('tells')}
      >
        {(control) => (
          <Select
            {...control}
            name="tells"
            empty={t('rules.choose')}
            options={told.map((value) => ({ value, label: t(`escalation.tells.${value}`) }))}
            defaultValue={was.tells}
          />
        )}
      </Field>
      {error('past') && (
        <FieldGroup id={`${id}-past`} label={t('rules.past')} need="required" error={error('past')}>
          {() => <RadioGroup id={`${id}-past`} name="past" value="new" options={pasts.map(pastOption)} />}
        </FieldGroup>
      )}
      <RuleActions known={rule !== null} />
    </form>
  )
}

function RuleActions({ known }: { known: boolean }) {
  const { t } = useTranslation('case-files')
  return (
    <Actions>
      <Button look={known ? 'outline' : 'primary'}>{t(known ? 'rules.save' : 'rules.make')}</Button>
      {known && (
        <ConfirmButton
          look="text"
          name="do"
          value="end"
          question={t('rules.endQuestion')}
          yes={t('rules.end')}
          no={t('rules.keep')}
        >
          {t('rules.end')}
        </ConfirmButton>
      )}
    </Actions>
  )
}

function typedOf(rule: EscalationRule | null): Omit<RuleTyped, 'id' | 'past' | 'problems'> {
  if (!rule) return { condition: '', hours: '', severity: '', tells: '' }
  const { condition, threshold, tells: whom } = rule
  const graded = condition === 'severity'
  return {
    condition,
    hours: graded ? '' : String(threshold),
    severity: graded ? (severities[threshold] ?? '') : '',
    tells: whom,
  }
}
