import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select, TextArea, TextInput } from '#app/ui/text-input.tsx'
import type { TemplateContent } from '#db/case-files/templates.server.ts'

import { templateKinds, templateLimits } from './templates.ts'

export interface TypedTemplate {
  kind: string
  content: TemplateContent
}

interface TemplateFormProps {
  /** Null makes a new one. Its kind is chosen once. */
  id: string | null
  typed: TypedTemplate | null
  recipient: string
  errors: ReadonlyMap<string, string>
}

export function TemplateForm({ id, typed, recipient, errors }: TemplateFormProps) {
  const { t } = useTranslation('asking')
  const kinds = templateKinds.map((kind) => ({ value: kind, label: t(`template.kinds.${kind}`) }))
  const audience = <Audience who="template" name={recipient} />
  return (
    <form method="post" action={id ? `/desk/templates/${id}` : '/desk/templates'} noValidate className="stack">
      {id ? (
        <input type="hidden" name="kind" value={typed?.kind} />
      ) : (
        <Field id="kind" label={t('template.kind')} need="required" error={errors.get('kind')}>
          {(control) => (
            <Select
              {...control}
              name="kind"
              options={kinds}
              empty={t('reporter:answer.choose')}
              defaultValue={typed?.kind ?? ''}
            />
          )}
        </Field>
      )}
      {(['ja', 'en'] as const).map((language) => (
        <fieldset key={language} className="field">
          <legend className="field-label">{t(`template.languages.${language}`)}</legend>
          <Field
            id={`name-${language}`}
            label={t('template.name')}
            audience={audience}
            error={errors.get(`name-${language}`)}
          >
            {(control) => (
              <TextInput
                {...control}
                name={`name-${language}`}
                maxLength={templateLimits.name}
                defaultValue={typed?.content[language].name}
              />
            )}
          </Field>
          <Field
            id={`text-${language}`}
            label={t('template.text')}
            audience={audience}
            error={errors.get(`text-${language}`)}
          >
            {(control) => (
              <TextArea
                {...control}
                name={`text-${language}`}
                rows={6}
                counted
                maxLength={templateLimits.text}
                defaultValue={typed?.content[language].text}
              />
            )}
          </Field>
        </fieldset>
      ))}
      <Actions>
        <Button>{t('template.keep')}</Button>
      </Actions>
    </form>
  )
}
