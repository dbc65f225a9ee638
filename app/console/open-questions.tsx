import { useTranslation } from '#app/i18n/use-translation.ts'
import { countAsked } from '#app/reports/board/merge-questions.ts'
import { QuestionForm, type AskedQuestion } from '#app/reports/board/question-form.tsx'
import { Heading } from '#app/ui/heading.tsx'

interface OpenQuestionsProps {
  reference: string
  questions: readonly AskedQuestion[]
  /** By id: what answers them waits for the client. */
  answered: readonly string[]
}

/** What is asked about the sections that the vendor has; it is answered as on the client's own page. */
export function OpenQuestions({ reference, questions, answered }: OpenQuestionsProps) {
  const { t } = useTranslation('console')
  if (questions.length === 0) return null
  const errors = new Map<string, string>()
  const count = countAsked(questions.map(({ question }) => question))
  return (
    <section className="stack" id="questions">
      <Heading level={2}>{t('reporter:board.asksTitle', { count })}</Heading>
      {questions.length < count && <p>{t('reporter:board.asksMerged', { count: questions.length })}</p>}
      <p>{t('questions.some')}</p>
      {questions.map((asked) => {
        const waits = asked.question.questions.every(({ id }) => answered.includes(id))
        return (
          <div key={asked.question.key} className="stack-s">
            {waits && <p className="quiet">{t('questions.waits')}</p>}
            <QuestionForm asked={asked} errors={errors} action={`/reports/${reference}/questions`} />
          </div>
        )
      })}
    </section>
  )
}
