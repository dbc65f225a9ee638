import { visitContext } from '#app/context.ts'
import { DocumentView } from '#app/documents/document-view.tsx'
import { requireFiler } from '#app/http/filer.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { getSentDelivery, pageOf } from '#app/reports/sending/sent-delivery.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { DocumentRow } from '#forms/document.ts'

import type { Route } from './+types/delivery'

export async function loader(args: Route.LoaderArgs) {
  const { reference, id } = args.params
  const sent = await getSentDelivery(await requireFiler(args, reference, 'read', 'whole'), id)
  const { recipient, revisionNumber } = sent.line
  return {
    frame: frameOf(args, reference),
    id,
    recipient,
    revisionNumber,
    page: pageOf(sent, args.context.get(visitContext).language),
    changes: Object.fromEntries((sent.changes ?? []).map(({ item, kind }) => [item, kind])),
  }
}

const isDigest = (value: string) => /^[0-9a-f]{64}$/.test(value)

export default function Delivery({ loaderData }: Route.ComponentProps) {
  const { t, recipient } = useNames()
  const { frame, id, page, changes, revisionNumber } = loaderData
  const base = `/reports/${frame.reference}`
  const here = `${base}/deliveries/${id}`
  const markOf = ({ item }: DocumentRow) =>
    changes[item] && <Tag tone="orange">{t(`delivery.kinds.${changes[item]}`)}</Tag>
  return (
    <ReportPage
      frame={frame}
      title={t('delivery.title', { recipient: recipient(loaderData.recipient) })}
      current={null}
      here={here}
    >
      <p className="lead">{t('delivery.lead')}</p>
      <Actions>
        <LinkButton href={`${here}.pdf`}>{t('receipt.pdf')}</LinkButton>
        <LinkButton href={`${here}.json`}>{t('receipt.json')}</LinkButton>
      </Actions>
      <DescriptionList
        rows={page.meta.map(({ label, value }) => ({
          key: label,
          term: label,
          children: isDigest(value) ? <span className="mono digest">{value}</span> : value,
        }))}
      />
      <DocumentView page={page} level={2} mark={markOf} />
      <p>
        <a href={`${base}/receipt/${revisionNumber}`}>{t('delivery.back')}</a>
      </p>
    </ReportPage>
  )
}
