import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { visitContext } from '#app/context.ts'
import { isReading, openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { DocumentView } from '#app/documents/document-view.tsx'
import { handedFiles } from '#app/files/handed-files.server.ts'
import { ReceivedFiles } from '#app/files/received-files.tsx'
import { GroundWords } from '#app/hand-overs/ground-words.tsx'
import { getHanded } from '#app/hand-overs/read-handed.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { documentOf } from '#forms/document.ts'

import type { Route } from './+types/handed-over'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const { line, projection, handOver } = await getHanded(context, args.params.id)
  if (isReading(args.request)) await openDelivery(context, line)
  const words = documentWords(args.context.get(visitContext).language)
  const { caseFileId, reference } = line
  return {
    officer: { name, recipient, prefecture },
    page: documentOf(projection, words),
    files: await handedFiles(context, projection),
    handOver,
    caseFileId,
    reference,
  }
}

export default function HandedOver({ loaderData }: Route.ComponentProps) {
  const { officer, page, files, handOver, caseFileId, reference } = loaderData
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const words = useWords()
  const rows = [
    { term: t('read.by'), children: words.recipient(handOver.by) },
    { term: t('read.at'), children: dateTime(handOver.at) },
    { term: t('read.ground'), children: <GroundWords {...handOver} /> },
    ...(handOver.reason ? [{ term: t('confirm.reason'), children: handOver.reason }] : []),
    { term: t('read.reference'), children: <span className="mono">{reference}</span> },
    { term: t('read.digest'), children: <span className="mono digest">{handOver.digest}</span> },
  ]
  return (
    <DeskPage
      officer={officer}
      title={t('read.title', { recipient: words.recipient(handOver.by) })}
      before={<a href={`/desk/case-files/${caseFileId}`}>{t('read.back')}</a>}
    >
      <DescriptionList rows={rows} />
      <Actions>
        <LinkButton size="small" href={`/desk/deliveries/${handOver.id}.pdf`}>
          {t('read.pdf')}
        </LinkButton>
        <LinkButton size="small" href={`/desk/deliveries/${handOver.id}.json`}>
          {t('read.json')}
        </LinkButton>
      </Actions>
      <ReceivedFiles files={files} handed />
      <DocumentView page={page} level={2} />
    </DeskPage>
  )
}
