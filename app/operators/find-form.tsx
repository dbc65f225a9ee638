import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface FindFormProps {
  /** The field of the address in which it stands. */
  name: string
  label: string
  hint: string
  sought: string
  /** The whole list, and what leads back to it. */
  all: { href: string; label: string }
}

/** Looks for lines of a long list. Works without script: what is sought stands in the address. */
export function FindForm({ name, label, hint, sought, all }: FindFormProps) {
  const { t } = useTranslation('organisations')
  return (
    <form method="get" className="stack">
      <Field id={name} label={label} hint={hint}>
        {(control) => (
          <TextInput {...control} type="search" name={name} span="long" defaultValue={sought} autoComplete="off" />
        )}
      </Field>
      <Actions>
        <Button look="outline">{t('accounts.findGo')}</Button>
        {sought && (
          <LinkButton href={all.href} look="text">
            {all.label}
          </LinkButton>
        )}
      </Actions>
    </form>
  )
}
