import { ComparisonTable } from '#app/case-files/comparison/comparison-table.tsx'
import { comparedItems } from '#app/case-files/comparison/comparison.ts'
import { readComparison } from '#app/case-files/comparison/read-comparison.server.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { visitContext } from '#app/context.ts'
import { isReading } from '#app/deliveries/open-delivery.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/text-input.tsx'

import type { Route } from './+types/compare'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const wish = new URL(args.request.url).searchParams
  const asked = { from: Number(wish.get('from')) || null, to: Number(wish.get('to')) || null }
  const read = await readComparison(context, args.params.id, { ...asked, reads: isReading(args.request) })
  const { file, lines, before, after } = read
  const words = documentWords(args.context.get(visitContext).language)
  const { name, recipient, prefecture } = context.actor
  return {
    officer: { name, recipient, prefecture },
    file: { id: file.id, title: file.heading.title ?? file.heading.organisation ?? file.reference },
    revisions: lines.map(({ revisionNumber, phase, sentAt }) => ({
      number: revisionNumber,
      phase,
      sentAt: sentAt.toISOString(),
    })),
    from: before.line.revisionNumber,
    to: after.line.revisionNumber,
    items: comparedItems(before.projection, after.projection, words),
  }
}

export default function Compare({ loaderData }: Route.ComponentProps) {
  const { officer, file, from, to, items } = loaderData
  const { t } = useTranslation('case-files')
  const nameOf = useRevisionName(loaderData.revisions)
  return (
    <DeskPage
      officer={officer}
      title={t('compare.title')}
      width="wide"
      before={
        <p>
          <a href={`/desk/case-files/${file.id}`}>{t('back', { name: file.title })}</a>
        </p>
      }
    >
      <p>{t('compare.lead')}</p>
      <Which data={loaderData} />
      {items.length === 0 ? (
        <p>{t(from === to ? 'compare.itself' : 'compare.same')}</p>
      ) : (
        <ComparisonTable items={items} titles={{ before: nameOf(from), after: nameOf(to) }} />
      )}
    </DeskPage>
  )
}

type CompareData = Route.ComponentProps['loaderData']

function Which({ data: { file, revisions, from, to } }: { data: CompareData }) {
  const { t } = useTranslation('case-files')
  const { dateTime } = useFormat()
  const nameOf = useRevisionName(revisions)
  const options = revisions.map(({ number, sentAt }) => ({
    value: String(number),
    label: t('compare.received', { name: nameOf(number), at: dateTime(sentAt) }),
  }))
  return (
    <form method="get" action={`/desk/case-files/${file.id}/compare`} className="compare-filters">
      <Field id="from" label={t('compare.from')}>
        {(control) => <Select {...control} name="from" options={options} defaultValue={String(from)} />}
      </Field>
      <Field id="to" label={t('compare.to')}>
        {(control) => <Select {...control} name="to" options={options} defaultValue={String(to)} />}
      </Field>
      <Button look="outline">{t('compare.show')}</Button>
    </form>
  )
}

function useRevisionName(revisions: CompareData['revisions']) {
  const { t } = useTranslation('recipient')
  return (number: number) => {
    const phase = revisions.find((one) => one.number === number)?.phase ?? 'initial'
    return t('history.revision', { number, stage: t(`stages.${phase}`) })
  }
}
