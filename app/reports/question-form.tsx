import type { MergedQuestion } from './merge-questions.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextArea } from '#app/ui/text-input.tsx'
import type { FieldValues } from '#forms/answers.ts'
import type { Item } from '#forms/item.ts'

import { filledFrom } from './filled-fields.ts'
import { ItemField } from './item-field.tsx'
import { useNames } from './names.ts'
import { messageLimit } from './thread.tsx'

interface QuestionFormProps {
  question: MergedQuestion
  /** The item it is about, with what is answered so far; null when it is about the report in general. */
  about: { item: Item; values: FieldValues } | null
  errors: ReadonlyMap<string, string>
  typed?: string
  action: string
}

/** One question, however many bodies ask it, and the one place where it is answered. */
export function QuestionForm({ question, about, errors, typed, action }: QuestionFormProps) {
  const { t, item: name, day, time, recipients } = useNames()
  const { key, questions, due } = question
  const from = recipients(question.recipients)
  const title = about ? name(about.item.id) : t('board.general')
  return (
    <Card
      id={`ask-${key}`}
      level={3}
      title={title}
      tone="accent"
      aside={due && <Tag tone="orange">{t('board.dueBy', { day: day(due) })}</Tag>}
    >
      {question.recipients.length > 1 && <p>{t('board.asksMany', { count: question.recipients.length })}</p>}
      <ul className="stack-s">
        {questions.map((one) => (
          <li key={one.id}>
            <strong>{recipients([one.recipient])}</strong>{' '}
            <time className="quiet" dateTime={one.askedAt.toISOString()}>
              {time(one.askedAt)}
            </time>
            <p className="typed">{one.text}</p>
          </li>
        ))}
      </ul>
      <form method="post" action={action} noValidate className="stack">
        <input type="hidden" name="question" value={key} />
        {about ? (
          <>
            <ItemField
              item={about.item}
              for={question.recipients}
              filled={filledFrom(about.values)}
              carried={false}
              errors={errors}
            />
            <p className="quiet">{t('board.answerItemNote')}</p>
            <Button>{t('board.answerItem')}</Button>
          </>
        ) : (
          <>
            <Field
              id={`answer-${key}`}
              label={t('board.yourAnswer')}
              hint={t('board.writeHint', { recipient: from })}
              error={errors.get(`answer-${key}`)}
            >
              {(control) => (
                <TextArea {...control} name="text" rows={4} maxLength={messageLimit} defaultValue={typed} />
              )}
            </Field>
            <Button>{t('board.answerFree')}</Button>
          </>
        )}
      </form>
    </Card>
  )
}
