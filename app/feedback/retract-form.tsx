import { ActForm, problemOf, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import { limits } from '#app/case-files/acts/act.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

import { ThreadAudience } from './thread-audience.tsx'

const act = 'retraction'

export const wasRefused = (typed: ActTyped, question: string): boolean =>
  typed.act === act && typed.values['question'] === question

interface RetractFormProps {
  /** Of the case file. */
  id: string
  question: string
  recipient: string
  typed: ActTyped
}

/** Behind each question that waits; the one that was refused stays open. */
export function RetractForm({ id, question, recipient, typed }: RetractFormProps) {
  const { t } = useTranslation('recipient')
  const refused = wasRefused(typed, question)
  const problem = refused ? problemOf(typed, act, 'text') : undefined
  return (
    <Details summary={t('thread.retract')} open={refused}>
      <ActForm id={id} act={act}>
        <input type="hidden" name="question" value={question} />
        <p>{t('thread.retractLead')}</p>
        <Field
          id={refused ? `${act}-text` : `${act}-${question}`}
          label={t('thread.retractReason')}
          need="required"
          audience={<ThreadAudience recipient={recipient} />}
          error={problem && t(`problems.${problem.code}`, { ...problem.values })}
        >
          {(control) => (
            <TextArea
              {...control}
              name="text"
              rows={2}
              maxLength={limits.text}
              counted
              defaultValue={refused ? typed.values['text'] : undefined}
            />
          )}
        </Field>
        <Button look="outline">{t('thread.retractSend')}</Button>
      </ActForm>
    </Details>
  )
}
