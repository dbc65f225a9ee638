import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience, type Readers } from '#app/ui/audience.tsx'
import { Actions, Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface NameFormProps {
  id: string
  name: string
  /** Where the form goes; without it, to the page that it stands on. */
  action?: string
  error?: string | undefined
  /** Who reads it, where that is not plain from the page. */
  readers?: Readers
}

/** How somebody who was invited is called. Who invited them wrote it down, and may have mistyped it. */
export function NameForm({ id, name, action, error, readers }: NameFormProps) {
  const { t } = useTranslation('accounts')
  return (
    <form method="post" noValidate action={action} className="stack-s">
      <input type="hidden" name="person" value={id} />
      <Field
        id={`name-${id}`}
        label={t('people.name')}
        hint={t('people.nameHint')}
        need="required"
        error={error}
        audience={readers && <Audience who={readers} />}
      >
        {(control) => <TextInput {...control} name="called" span="medium" maxLength={60} defaultValue={name} />}
      </Field>
      <Actions>
        <Button name="step" value="name" look="outline">
          {t('people.rename')}
        </Button>
      </Actions>
    </form>
  )
}
