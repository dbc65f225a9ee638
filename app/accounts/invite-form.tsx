import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select, TextInput } from '#app/ui/text-input.tsx'
import { prefectures } from '#forms/items/prefectures.ts'

import { asOperator, roles, type InvitationForm } from './invitation.ts'
import { StaleNote } from './stale-note.tsx'

interface InviteFormProps {
  recipients: readonly string[]
  typed: InvitationForm | null
  problems: readonly { id: string; message: string }[]
}

/** An officer of a body, or another operator. */
export function InviteForm({ recipients, typed, problems }: InviteFormProps) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  const errorOf = (id: string) => problems.find((problem) => problem.id === id)?.message
  return (
    <form method="post" action="/operator/people" noValidate className="stack">
      {errorOf('again') && <StaleNote />}
      <Field id="name" label={t('people.name')} hint={t('people.nameHint')} error={errorOf('name')} need="required">
        {(control) => (
          <TextInput {...control} name="name" span="medium" autoComplete="off" defaultValue={typed?.name} />
        )}
      </Field>
      <Field id="recipient" label={t('people.body')} error={errorOf('recipient')} need="required">
        {(control) => (
          <Select
            {...control}
            name="recipient"
            empty={t('people.choose')}
            options={[
              ...recipients.map((id) => ({ value: id, label: words.recipient(id) })),
              { value: asOperator, label: t('people.operator') },
            ]}
            defaultValue={typed?.recipient}
          />
        )}
      </Field>
      <Field
        id="prefecture"
        label={t('people.prefecture')}
        hint={t('people.prefectureHint')}
        error={errorOf('prefecture')}
      >
        {(control) => (
          <Select
            {...control}
            name="prefecture"
            span="medium"
            empty={t('people.everywhere')}
            options={prefectures.map((name) => ({
              value: name,
              label: words.option('org-address', name, 'prefecture'),
            }))}
            defaultValue={typed?.prefecture}
          />
        )}
      </Field>
      <Field id="role" label={t('people.role')} hint={t('people.roleHint')} error={errorOf('role')}>
        {(control) => (
          <Select
            {...control}
            name="role"
            span="medium"
            options={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
            defaultValue={typed?.role ?? 'officer'}
          />
        )}
      </Field>
      <Button name="step" value="invite" size="large">
        {t('people.makeLink')}
      </Button>
    </form>
  )
}
