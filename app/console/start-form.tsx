import { useTranslation } from '#app/i18n/use-translation.ts'
import { mandateLimits } from '#app/mandates/typed-mandate.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select, TextInput, type Option } from '#app/ui/text-input.tsx'

interface StartFormProps {
  action: string
  /** Of this page as it was drawn: pressed twice, it begins one report. */
  once: string
  clients: readonly Option[]
  templates: readonly Option[]
  typed: { client: string; ticket: string; label: string; template: string }
  error: string | null | undefined
}

/** A new report: for a client that gave a mandate for all of its reports, or about one that stays unnamed. */
export function StartForm({ action, once, clients, templates, typed, error }: StartFormProps) {
  const { t } = useTranslation('console')
  const choices = [...clients, { value: 'technical', label: t('begin.technical') }]
  return (
    <form method="post" action={action} className="stack" noValidate>
      <input type="hidden" name="once" value={once} />
      <Field id="for" label={t('begin.client')} hint={t('begin.clientHint')} error={error} need="required">
        {(control) => (
          <Select {...control} name="client" options={choices} empty={t('begin.choose')} defaultValue={typed.client} />
        )}
      </Field>
      <Field id="own-ticket" label={t('begin.ticket')} hint={t('begin.ticketHint')}>
        {(control) => (
          <TextInput
            {...control}
            name="ticket"
            span="medium"
            maxLength={mandateLimits.ticket}
            defaultValue={typed.ticket}
          />
        )}
      </Field>
      <Field id="own-label" label={t('begin.label')} hint={t('begin.labelHint')}>
        {(control) => (
          <TextInput {...control} name="label" span="long" maxLength={mandateLimits.label} defaultValue={typed.label} />
        )}
      </Field>
      {templates.length > 0 && (
        <Field id="template" label={t('begin.template')} hint={t('begin.templateHint')}>
          {(control) => (
            <Select
              {...control}
              name="template"
              options={templates}
              empty={t('begin.noTemplate')}
              defaultValue={typed.template}
            />
          )}
        </Field>
      )}
      <Actions>
        <Button>{t('begin.submit')}</Button>
      </Actions>
    </form>
  )
}
