import { useNames } from '#app/reports/names.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { FieldGroup } from '#app/ui/field.tsx'

import { answersForm } from './answer-form.tsx'
import type { ShownConflict } from './conflicts.server.ts'

interface ConflictFormProps {
  conflicts: readonly ShownConflict[]
  version: number
  action: string
  /** It was sent without a choice. */
  again: boolean
}

/**
 * Both answers, side by side, and a choice. Neither is lost until somebody has chosen, and none is proposed: the older
 * window asks, and what somebody else saved since may be what is right.
 */
export function ConflictForm({ conflicts, version, action, again }: ConflictFormProps) {
  const { t, question: label } = useNames()
  const words = (lines: readonly string[]) => (lines.length > 0 ? lines.join('\n') : t('conflict.cleared'))
  const error = again ? t('conflict.choose') : undefined
  return (
    <form id={answersForm} method="post" action={action} noValidate className="stack">
      {again && (
        <ErrorSummary
          problems={conflicts.map(({ item }) => ({
            id: `keep-${item}`,
            message: t('problems.about', { item: label(item), message: t('conflict.choose') }),
          }))}
        />
      )}
      <p>{t('conflict.lead')}</p>
      <input type="hidden" name="choosing" value="yes" />
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="shown" value={conflicts.map(({ item }) => item).join(' ')} />
      {conflicts.map(({ item, mine, theirs, typed }) => (
        <FieldGroup key={item} id={`keep-${item}`} label={label(item)} error={error}>
          {() => (
            <>
              {typed.map(({ name, value }) => (
                <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
              ))}
              <RadioGroup
                id={`keep-${item}`}
                name={`keep.${item}`}
                options={[
                  { value: 'mine', label: words(mine), hint: t('conflict.mine') },
                  { value: 'theirs', label: words(theirs), hint: t('conflict.theirs') },
                ]}
              />
            </>
          )}
        </FieldGroup>
      ))}
      <Actions>
        <Button size="large">{t('conflict.keep')}</Button>
      </Actions>
    </form>
  )
}
