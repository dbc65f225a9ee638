import { useTranslation } from '#app/i18n/use-translation.ts'
import { Field } from '#app/ui/field.tsx'
import { SecretInput, TextInput } from '#app/ui/text-input.tsx'

export type KeyField = 'reference' | 'secret'

export interface KeyProblem {
  field: KeyField
  problem: 'missing' | 'length' | 'letters'
  values: Readonly<Record<string, string | number>>
}

/** The words of what is wrong with a typed reference or secret, for its field and for the summary. */
export function useKeyProblems() {
  const { t } = useTranslation('public')
  const wordsOf = ({ field, problem, values }: KeyProblem) => t(`key.${field}.${problem}`, values)
  return {
    wordsOf,
    errorAt: (problems: readonly KeyProblem[], field: KeyField) => {
      const problem = problems.find((one) => one.field === field)
      return problem && wordsOf(problem)
    },
    summaryOf: (problems: readonly KeyProblem[]) =>
      problems.map((problem) => ({ id: problem.field, message: wordsOf(problem) })),
  }
}

export function ReferenceField({ error, value }: { error?: string | undefined; value?: string | undefined }) {
  const { t } = useTranslation('public')
  return (
    <Field id="reference" label={t('key.reference.label')} hint={t('key.reference.hint')} error={error} need="required">
      {(control) => (
        <TextInput
          {...control}
          name="reference"
          span="medium"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={value}
        />
      )}
    </Field>
  )
}

interface SecretFieldProps {
  /** Its id, and its name in the form. */
  name?: string
  label?: string
  error?: string | undefined
  /** What a browser may fill in: the secret of this report, or of none that it knows. */
  autoComplete?: 'current-password' | 'off'
}

export function SecretField({ name = 'secret', label, error, autoComplete = 'current-password' }: SecretFieldProps) {
  const { t } = useTranslation('public')
  return (
    <Field id={name} label={label ?? t('key.secret.label')} hint={t('key.secret.hint')} error={error} need="required">
      {(control) => (
        <SecretInput
          {...control}
          name={name}
          span="long"
          autoComplete={autoComplete}
          show={t('key.secret.show')}
          hide={t('key.secret.hide')}
        />
      )}
    </Field>
  )
}
