import { useNames, type Names } from '#app/reports/names.ts'
import { Details } from '#app/ui/details.tsx'
import { ProgressList, type ProgressStep } from '#app/ui/progress-list.tsx'

import { isTriaged, type Step } from './steps.ts'

interface FormProgressProps {
  steps: readonly Step[]
  base: string
  /** Nothing was sent yet. */
  isFirst: boolean
  current?: string
}

/** Every page of the form with how far it is: first what is needed now, then the rest. */
export function FormProgress({ steps, base, isFirst, current }: FormProgressProps) {
  const names = useNames()
  const { t } = names
  const triaged = isTriaged(steps)
  // Whoever was given some sections only may have none of it
  const isAskedNow = steps.some(({ path }) => path === 'now')
  const of = (path: Step['path']) =>
    steps.filter((step) => step.path === path).map((step) => line(step, { base, current, triaged }, names))
  return (
    <div className="stack-s">
      {isAskedNow && (
        <>
          <p>
            <strong>{t('steps.now')}</strong>{' '}
            <span className="quiet">{t(isFirst ? 'steps.nowLead' : 'steps.nowLeadNext')}</span>
          </p>
          <ProgressList label={t('steps.now')} steps={of('now')} />
        </>
      )}
      <Details
        summary={t('steps.section')}
        open={!isAskedNow || steps.some(({ id, path }) => path === 'section' && id === current)}
      >
        <p className="quiet">{t('steps.sectionLead')}</p>
        <ProgressList label={t('steps.section')} steps={of('section')} />
      </Details>
    </div>
  )
}

interface Place {
  base: string
  current: string | undefined
  triaged: boolean
}

function line(step: Step, { base, current, triaged }: Place, names: Names): ProgressStep {
  const { t, section } = names
  const { id, path, open, unknown, answered } = step
  const all = open + unknown + answered
  const left = isCounted(id, { triaged, current }) ? t('steps.left', { count: open }) : t('steps.depends')
  const counts = path === 'now' && open > 0 ? left : t('steps.answeredOf', { answered, all })
  return {
    href: `${base}/answer/${id}`,
    label: section(id),
    state: open === 0 ? 'complete' : open < all ? 'started' : path === 'now' ? 'missing' : 'later',
    current: id === current,
    note: unknown > 0 ? `${counts} ${t('steps.unknown', { count: unknown })}` : counts,
  }
}

/** Before the first page is answered, how much the unseen ones ask is not known: a number would go down or up by itself. */
const isCounted = (id: string, { triaged, current }: Pick<Place, 'triaged' | 'current'>): boolean =>
  triaged || id === 'now-start' || id === current
