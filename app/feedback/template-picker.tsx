import type { ActTyped } from '#app/case-files/acts/act-form.tsx'
import { problemOf, typedValue } from '#app/case-files/acts/act-form.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'

import type { TemplateChoice } from './templates.ts'

interface TemplatePickerProps {
  act: string
  choices: readonly TemplateChoice[]
  typed: ActTyped
}

/** Puts a template below what is typed: the form comes back with both, and nothing is sent. */
export function TemplatePicker({ act, choices, typed }: TemplatePickerProps) {
  const { t } = useTranslation('asking')
  if (choices.length === 0) return null
  const languages = [...new Set(choices.map(({ language }) => language))]
  const problem = problemOf(typed, act, 'template')
  return (
    <div className="template-picker">
      <Field
        id={`${act}-template`}
        label={t('template.choose')}
        error={problem && t(`recipient:problems.${problem.code}`)}
      >
        {(control) => (
          <select
            {...control}
            className="input"
            name="template"
            defaultValue={typedValue(typed, act, 'template') ?? ''}
          >
            <option value="">{t('template.none')}</option>
            {languages.map((language) => (
              <optgroup key={language} label={t(`template.languages.${language}`)}>
                {choices
                  .filter((choice) => choice.language === language)
                  .map(({ value, name }) => (
                    <option key={value} value={value}>
                      {name}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <Button look="outline" size="small" name="insert" value="1">
        {t('template.insert')}
      </Button>
    </div>
  )
}

export function TemplatesLink() {
  const { t } = useTranslation('asking')
  return (
    <p>
      <a href="/desk/templates">{t('template.manage')}</a>
    </p>
  )
}
