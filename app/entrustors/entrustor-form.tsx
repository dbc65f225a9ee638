import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { entrustorLimits } from './typed-entrustor.ts'

interface EntrustorFormProps {
  action: string
  typed: { name: string; people: string }
  error: string | null
}

export function EntrustorForm({ action, typed, error }: EntrustorFormProps) {
  const { t } = useTranslation('entrustors')
  return (
    <form method="post" action={action} className="stack" noValidate>
      <Field id="name" label={t('name')} error={error} need="required">
        {(control) => (
          <TextInput
            {...control}
            name="name"
            span="long"
            maxLength={entrustorLimits.name}
            defaultValue={typed.name}
            autoComplete="off"
          />
        )}
      </Field>
      <Field id="people" label={t('people')} hint={t('peopleHint')}>
        {(control) => (
          <TextInput {...control} name="people" span="short" inputMode="numeric" defaultValue={typed.people} />
        )}
      </Field>
      <Actions>
        <Button name="go" value="add">
          {t('addButton')}
        </Button>
      </Actions>
    </form>
  )
}
