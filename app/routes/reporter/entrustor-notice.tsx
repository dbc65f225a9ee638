import { visitContext } from '#app/context.ts'
import { readEntrustors } from '#app/entrustors/entrustors.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Actions, PrintButton } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { currentEdition } from '#forms/edition.ts'
import { answerLines } from '#forms/document/answer-lines.ts'
import { noticeItems, partFor } from '#forms/mandates/entrustment.ts'

import type { Route } from './+types/entrustor-notice'

export async function loader(args: Route.LoaderArgs) {
  const { reference, id } = args.params
  const context = await requireFiler(args, reference, 'read')
  const { answers, entrustors } = await readEntrustors(context)
  const entrustor = entrustors.find((one) => one.id === id)
  if (!entrustor) throw new Refusal('notFound')
  const words = documentWords(args.context.get(visitContext).language)
  const part = partFor(answers, entrustor)
  const told = noticeItems.flatMap((item) => {
    const value = part[item]
    if (value === undefined) return []
    return [{ item, name: words.item(item), lines: answerLines(item, currentEdition.items.get(item), value, words) }]
  })
  const processor = answers['org-name']
  return {
    frame: frameOf(args, reference),
    name: entrustor.name,
    processor: typeof processor === 'string' ? processor : null,
    told,
    on: context.now.toISOString(),
  }
}

/** 委託元への通知: what 施行規則8条1項 lists, as far as it is known, with this entrustor's own number. */
export default function EntrustorNotice({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('entrustors')
  const { day } = useFormat()
  const { frame, name, processor, told, on } = loaderData
  const base = `/reports/${frame.reference}/entrustors`
  const rows = told.map(({ item, name: term, lines }) => ({
    key: item,
    term,
    children: <span className="typed">{lines.join('\n')}</span>,
  }))
  return (
    <ReportPage frame={frame} title={t('paper.title')} current={null} here={base}>
      <p>{t('paper.to', { name })}</p>
      {processor && <p>{t('paper.from', { name: processor })}</p>}
      <p>{t('paper.on', { day: day(on) })}</p>
      <Heading level={2}>{t('paper.heading')}</Heading>
      <p>{t('paper.lead')}</p>
      <p>{t('paper.unknown')}</p>
      <DescriptionList rows={rows} />
      <Actions>
        <PrintButton>{t('paper.print')}</PrintButton>
      </Actions>
      <p>
        <a href={base}>{t('paper.back')}</a>
      </p>
    </ReportPage>
  )
}
