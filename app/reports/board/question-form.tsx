import { filledFrom } from '#app/reports/form/filled-fields.ts'
import { ItemField } from '#app/reports/form/item-field.tsx'
import { useNames } from '#app/reports/names.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextArea } from '#app/ui/text-input.tsx'
import type { FieldValues } from '#forms/answers.ts'
import type { Item } from '#forms/item.ts'

import { consentField, type BeyondNeed } from './beyond-needs.ts'
import type { MergedQuestion, OpenQuestion } from './merge-questions.ts'
import { messageLimit } from './message-limit.ts'

/** A merged question with what its form needs. */
export interface AskedQuestion {
  question: MergedQuestion
  /** The items it is about, with what is answered so far; none when it is answered in words. */
  about: readonly { item: Item; values: FieldValues }[]
  /** Who gets which item by consent alone. */
  beyond: readonly BeyondNeed[]
}

interface QuestionFormProps {
  asked: AskedQuestion
  errors: ReadonlyMap<string, string>
  typed?: string
  consents?: readonly string[]
  action: string
}

/** One question, however many bodies ask it, and the one place where it is answered. */
export function QuestionForm({ asked, errors, typed, consents = [], action }: QuestionFormProps) {
  const { t, items, day } = useNames()
  const { question, about, beyond } = asked
  const { key, questions, due } = question
  return (
    <Card
      id={`ask-${key}`}
      level={3}
      title={question.items.length > 0 ? items(question.items) : t('board.general')}
      tone="accent"
      aside={due && <Tag tone="orange">{t('board.dueBy', { day: day(due) })}</Tag>}
    >
      {question.recipients.length > 1 && <p>{t('board.asksMany', { count: question.recipients.length })}</p>}
      <form method="post" action={action} noValidate className="stack">
        <input type="hidden" name="question" value={key} />
        <ul className="stack-s">
          {questions.map((one) => (
            <Question
              key={one.id}
              question={one}
              declinable={beyond.some(({ recipient }) => recipient === one.recipient)}
              withheld={
                errors.size === 0 && beyond.some((pair) => pair.recipient === one.recipient && isWithheld(asked, pair))
              }
            />
          ))}
        </ul>
        {about.length > 0 ? (
          <ItemAnswers asked={asked} errors={errors} consents={consents} />
        ) : (
          <FreeAnswer question={question} errors={errors} typed={typed} />
        )}
      </form>
    </Card>
  )
}

/** The answer is there, and consent alone would bring it to whoever asked: else a question just answered seems to come back. */
const isWithheld = ({ about }: AskedQuestion, { item: asked, consentable }: BeyondNeed) =>
  consentable && about.some(({ item, values }) => item.id === asked && Object.keys(values).length > 0)

interface QuestionProps {
  question: OpenQuestion
  declinable: boolean
  withheld: boolean
}

function Question({ question, declinable, withheld }: QuestionProps) {
  const { t, time, recipientAt, day } = useNames()
  const { id, askedAt, text, due, closed } = question
  const name = recipientAt(question.recipient, question.prefecture)
  return (
    <li>
      <strong>{name}</strong>{' '}
      <time className="quiet" dateTime={askedAt.toISOString()}>
        {time(askedAt)}
      </time>
      {due && <span className="quiet">{t('board.askedDue', { day: day(due) })}</span>}
      <p className="typed">{text}</p>
      {closed && <p className="quiet">{t('board.askedClosed')}</p>}
      {withheld && <p>{t('asking:consent.answered')}</p>}
      {declinable && (
        <Button look="text" size="small" name="decline" value={id}>
          {t('asking:consent.decline', { recipient: name })}
        </Button>
      )}
    </li>
  )
}

function ItemAnswers({
  asked,
  errors,
  consents,
}: Pick<QuestionFormProps, 'asked' | 'errors'> & { consents: readonly string[] }) {
  const { t } = useNames()
  const { question, about, beyond } = asked
  const mayHave = question.recipients.filter((one) => !beyond.some(({ recipient }) => recipient === one))
  return (
    <>
      {about.map(({ item, values }) => (
        <ItemField
          key={item.id}
          item={item}
          for={question.recipients}
          filled={filledFrom(values)}
          carried={false}
          errors={errors}
        />
      ))}
      {about.length > 1 && <p className="quiet">{t('asking:consent.together')}</p>}
      {beyond.some(({ consentable }) => consentable) && <Consents asked={asked} consents={consents} />}
      {(mayHave.length > 0 || beyond.length === 0) && <p className="quiet">{t('board.answerItemNote')}</p>}
      <Button>{t('board.answerItem')}</Button>
    </>
  )
}

/** One tick for each body and item that no rule brings together; nothing is ticked beforehand. */
function Consents({ asked: { question, beyond }, consents }: { asked: AskedQuestion; consents: readonly string[] }) {
  const { t, recipient, item } = useNames()
  return (
    <FieldGroup id={`consent-${question.key}`} label={t('asking:consent.title')} hint={t('asking:consent.hint')}>
      {() =>
        beyond
          .filter(({ consentable }) => consentable)
          .map((pair) => (
            <Checkbox
              key={consentField(pair)}
              id={`consent-${pair.recipient}-${pair.item}`}
              name="consent"
              value={consentField(pair)}
              defaultChecked={consents.includes(consentField(pair))}
              label={t('asking:consent.give', { recipient: recipient(pair.recipient), item: item(pair.item) })}
            />
          ))
      }
    </FieldGroup>
  )
}

function FreeAnswer({
  question,
  errors,
  typed,
}: { question: MergedQuestion } & Pick<QuestionFormProps, 'errors' | 'typed'>) {
  const { t, recipients } = useNames()
  const field = `answer-${question.key}`
  return (
    <>
      <Field
        id={field}
        label={t('board.yourAnswer')}
        audience={<Audience who="answer" name={recipients(question.recipients)} />}
        error={errors.get(field)}
      >
        {(control) => <TextArea {...control} name="text" rows={4} maxLength={messageLimit} defaultValue={typed} />}
      </Field>
      {question.items.length > 0 && <p className="quiet">{t('board.answerInWords')}</p>}
      <Button>{t('board.answerFree')}</Button>
    </>
  )
}
