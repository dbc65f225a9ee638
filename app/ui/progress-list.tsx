import { useTranslation } from '#app/i18n/use-translation.ts'

export interface ProgressStep {
  href: string
  label: string
  /** complete: nothing due is missing; started: some of it is; missing: nothing yet; later: not needed now. */
  state: 'complete' | 'started' | 'missing' | 'later'
  current?: boolean
  /** "3 of 5", "2 needed now". */
  note?: string
}

/** The sections of a form, in order, each with how far it is. */
export function ProgressList({ steps, label }: { steps: readonly ProgressStep[]; label: string }) {
  const { t } = useTranslation('ui')
  return (
    <nav aria-label={label}>
      <ol className="progress">
        {steps.map(({ href, label: name, state, current, note }) => (
          <li key={href} data-state={state}>
            <a href={href} aria-current={current ? 'step' : undefined}>
              <span className="progress-name">{name}</span>
              <span className="progress-note">{note ?? t(`progress.${state}`)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
