import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { entrustorLimits } from './typed-entrustor.ts'

interface EntrustorFormProps {
  /** Of one that is there already. */
  id?: string
  action: string
  typed: { name: string; people: string }
  error: string | null
}

export function EntrustorForm({ action, id, typed, error }: EntrustorFormProps) {
  const { t } = useTranslation('entrustors')
  const field = (name: string) => (id ? `${name}-${id}` : name)
  return (
    <form method="post" action={action} className="stack" noValidate>
      {id && <input type="hidden" name="entrustor" value={id} />}
      <Field id={field('name')} label={t('name')} error={error} need="required">
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
      <Field id={field('people')} label={t('people')} hint={t('peopleHint')}>
        {(control) => (
          <TextInput {...control} name="people" span="short" inputMode="numeric" defaultValue={typed.people} />
        )}
      </Field>
      <Actions>
        <Button name="go" value={id ? 'correct' : 'add'} look={id ? 'outline' : 'primary'}>
          {t(id ? 'correctYes' : 'addButton')}
        </Button>
      </Actions>
    </form>
  )
}
