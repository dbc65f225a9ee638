import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { useKeptPart } from '#app/ui/kept-part.ts'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { dayViews } from './day-views.ts'
import { viewLimits, type QueueView } from './views.ts'

/** What a day begins with, one press away: without counts, which every page would have to ask for. */
export function DayLinks({ here }: { here: string }) {
  const { t } = useTranslation('recipient')
  const current = days.find(([, href]) => href === here)?.[0]
  const links = useKeptPart(`queue-days ${current}`, () => <Days current={current} />)
  return <nav aria-label={t('day.label')} dangerouslySetInnerHTML={links} />
}

const days = Object.entries(dayViews)

function Days({ current }: { current: string | undefined }) {
  const { t } = useTranslation('recipient')
  return (
    <ul className="queue-views">
      {days.map(([name, href]) => (
        <li key={name}>
          <a href={href} aria-current={name === current ? 'page' : undefined}>
            {t(`day.${name}`)}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Saved views, each with how much is in it. */
export function ViewLinks({ views, here }: { views: readonly QueueView[]; here: string }) {
  const { t } = useTranslation('recipient')
  if (views.length === 0) return null
  return (
    <nav aria-label={t('views.label')}>
      <ul className="queue-views">
        {views.map((view) => (
          <li key={view.id}>
            <a href={view.href} aria-current={view.href === here ? 'page' : undefined}>
              {view.name}
              <Count count={view.count} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Count({ count }: { count: number | null }) {
  const { t } = useTranslation('recipient')
  if (count === null) return null
  const { counted } = viewLimits
  const text = count > counted ? t('views.more', { count: counted }) : t('views.count', { count })
  return <span className="queue-count">{text}</span>
}

interface ViewFormsProps {
  views: readonly QueueView[]
  query: string
  recipient: string
}

/** Keeps what is on the screen under a name, and lets go of what was kept. */
export function ViewForms({ views, query, recipient }: ViewFormsProps) {
  const { t } = useTranslation('recipient')
  const state = query === '' ? `queue-view ${recipient}` : null
  const fields = useKeptPart(state, () => <ViewFields query={query} recipient={recipient} />)
  return (
    <Details summary={t('views.manage')} id="views">
      <form method="post" action="/desk/views" className="stack-s" dangerouslySetInnerHTML={fields} />
      {views.map(({ id, name }) => (
        <form key={id} method="post" action="/desk/views">
          <input type="hidden" name="remove" value={id} />
          <Button look="text" size="small">
            {t('views.remove', { name })}
          </Button>
        </form>
      ))}
    </Details>
  )
}

function ViewFields({ query, recipient }: Pick<ViewFormsProps, 'query' | 'recipient'>) {
  const { t } = useTranslation('recipient')
  const audience = <Audience who="view" name={recipient} />
  return (
    <>
      <input type="hidden" name="query" value={query} />
      <Field id="view-name" label={t('views.name')} hint={t('views.nameHint')} audience={audience}>
        {(control) => <TextInput {...control} name="name" span="medium" maxLength={viewLimits.name} required />}
      </Field>
      <Checkbox id="view-shared" name="shared" value="1" label={t('views.shared')} />
      <Button look="outline">{t('views.save')}</Button>
    </>
  )
}
