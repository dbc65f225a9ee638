import { useTranslation } from '#app/i18n/use-translation.ts'

import { markup, type Markup } from './markup.ts'

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
  const lines = steps.map((step) => lineMarkup(step, step.note ?? t(`progress.${step.state}`)))
  return (
    <nav aria-label={label}>
      <ol className="progress" dangerouslySetInnerHTML={markup`${lines}`} />
    </nav>
  )
}

/** A sixth of all elements of a page of the form. */
function lineMarkup({ href, label, state, current }: ProgressStep, note: string): Markup {
  const here = current && markup` aria-current="step"`
  const words = markup`<span class="progress-name">${label}</span><span class="progress-note">${note}</span>`
  return markup`<li data-state="${state}"><a href="${href}"${here}>${words}</a></li>`
}
