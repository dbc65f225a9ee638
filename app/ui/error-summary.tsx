import { useTranslation } from '#app/i18n/use-translation.ts'

export interface FieldProblem {
  /** The id of the control (or group) to go to. */
  id: string
  message: string
}

/** All problems of a form in one place, each a link to its field. It takes focus when the page comes back, also without script. */
export function ErrorSummary({ problems, title }: { problems: readonly FieldProblem[]; title?: string }) {
  const { t } = useTranslation('ui')
  if (problems.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} autoFocus data-takes-focus>
      <h2 className="heading heading-3">{title ?? t('problems.title', { count: problems.length })}</h2>
      <ul>
        {problems.map(({ id, message }) => (
          <li key={`${id} ${message}`}>
            <a href={`#${id}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
