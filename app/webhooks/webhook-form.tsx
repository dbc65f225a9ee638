import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { TextArea, TextInput } from '#app/ui/text-input.tsx'

export interface WebhookTyped {
  url: string
  events: readonly string[]
  contentKey: string
}

export interface WebhookChoices {
  events: readonly string[]
  /** Reports themselves can be sent, encrypted. */
  mayHaveContent: boolean
}

interface WebhookFormProps {
  choices: WebhookChoices
  typed: WebhookTyped
  /** Words for each field that is wrong. */
  errors: Readonly<Record<string, string>>
  isNew: boolean
}

export function WebhookForm({ choices, typed, errors, isNew }: WebhookFormProps) {
  const { t } = useTranslation('webhooks')
  return (
    <form method="post" noValidate className="stack-s">
      <Field id="url" label={t('url')} hint={t('urlHint')} need="required" error={errors['url']}>
        {(control) => (
          <TextInput
            {...control}
            name="url"
            inputMode="url"
            autoComplete="off"
            maxLength={2_000}
            defaultValue={typed.url}
          />
        )}
      </Field>
      <FieldGroup id="events" label={t('events.label')} need="required" error={errors['events']}>
        {({ id }) => (
          <CheckboxGroup
            id={id}
            name="event"
            values={typed.events}
            options={choices.events.map((value) => ({
              value,
              label: t(`events.${value.replace('.', '-')}`),
              hint: value,
            }))}
          />
        )}
      </FieldGroup>
      {choices.mayHaveContent && (
        <Field
          id="content-key"
          label={t('contentKey')}
          hint={t('contentKeyHint')}
          need="optional"
          error={errors['content-key']}
        >
          {(control) => (
            <TextArea
              {...control}
              name="content-key"
              rows={5}
              maxLength={5_000}
              spellCheck={false}
              defaultValue={typed.contentKey}
            />
          )}
        </Field>
      )}
      <Actions>
        <Button name="do" value="save">
          {t(isNew ? 'make' : 'save')}
        </Button>
      </Actions>
    </form>
  )
}
