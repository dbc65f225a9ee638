import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import { Tag, type TagTone } from '#app/ui/tag.tsx'

import { timelineKinds, type TimelineEntry, type TimelineKind, type TimelinePage } from './timeline.ts'

export function TimelineFilter({ id, timeline }: { id: string; timeline: TimelinePage }) {
  const { t } = useTranslation('case-files')
  const { kinds, counts } = timeline
  const offered = timelineKinds.filter((kind) => counts[kind])
  const options = offered.map((kind) => ({
    value: kind,
    label: t('timeline.kindCount', { kind: t(`timeline.kinds.${kind}`), number: counts[kind] }),
  }))
  return (
    <Details
      summary={t(kinds.length > 0 ? 'timeline.filtered' : 'timeline.filter', { number: kinds.length })}
      id="kinds"
      open={kinds.length > 0}
    >
      <form method="get" action={`/desk/case-files/${id}/timeline`} className="stack-s">
        <FieldGroup id="kind" label={t('timeline.which')}>
          {() => <CheckboxGroup id="kind" name="kind" options={options} values={kinds} inline />}
        </FieldGroup>
        <Button look="outline">{t('timeline.show')}</Button>
      </form>
    </Details>
  )
}

export function Timeline({ timeline: { entries, total } }: { timeline: TimelinePage }) {
  const { t } = useTranslation('case-files')
  if (entries.length === 0) return <p>{t('timeline.empty')}</p>
  return (
    <>
      <p className="quiet">{t('timeline.total', { number: total })}</p>
      <ol className="messages">
        {entries.map((entry, at) => (
          <li key={`${entry.at} ${at}`} className="message" data-side={entry.inside ? 'inside' : undefined}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </>
  )
}

const tones: Readonly<Partial<Record<TimelineKind, TagTone>>> = {
  delivery: 'blue',
  question: 'orange',
  answer: 'green',
  message: 'green',
  closing: 'red',
}

function Entry({ entry: { at, kind, title, text, who, inside, href } }: { entry: TimelineEntry }) {
  const { t } = useTranslation('case-files')
  const { dateTime } = useFormat()
  return (
    <>
      <p className="message-head">
        <time className="quiet" dateTime={at}>
          {dateTime(at)}
        </time>{' '}
        <Tag tone={tones[kind]}>{t(`timeline.kinds.${kind}`)}</Tag>{' '}
        {inside && <Tag tone="purple">{t('recipient:notes.badge')}</Tag>}
      </p>
      <p>{href ? <a href={href}>{title}</a> : title}</p>
      {text && <p className="message-text">{text}</p>}
      {who && <p className="quiet">{t('timeline.who', { name: who })}</p>}
    </>
  )
}

/** Numbered, because the whole list is known. */
export function TimelinePages({ id, timeline: { page, pages, kinds } }: { id: string; timeline: TimelinePage }) {
  const { t } = useTranslation('case-files')
  if (pages === 1) return null
  const hrefOf = (to: number) => {
    const query = new URLSearchParams(kinds.map((kind) => ['kind', kind]))
    if (to > 1) query.set('page', String(to))
    return `/desk/case-files/${id}/timeline${query.size > 0 ? `?${query}` : ''}`
  }
  return (
    <nav className="pagination" aria-label={t('ui:pagination.label')}>
      {page > 1 && <a href={hrefOf(page - 1)}>{t('timeline.newer')}</a>}
      <span>{t('timeline.page', { page, pages })}</span>
      {page < pages && <a href={hrefOf(page + 1)}>{t('timeline.older')}</a>}
    </nav>
  )
}
