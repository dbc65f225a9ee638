import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { queueChoice, queueHref } from '#app/case-files/queue/queue-filters.ts'
import { getExport } from '#app/exports/prepare-export.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/export-ready'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const { id, about, format, caseFileIds, query, reason } = await getExport(context, args.params.id)
  const back = about === 'statistics' ? `/desk/statistics?${query}` : queueHref(queueChoice(new URLSearchParams(query)))
  return { officer: { name, recipient, prefecture }, id, about, format, count: caseFileIds.length, reason, back }
}

export default function ExportReady({ loaderData }: Route.ComponentProps) {
  const { officer, id, about, format, count, reason, back } = loaderData
  const { t } = useTranslation('exports')
  return (
    <DeskPage
      officer={officer}
      title={t('ready')}
      width="narrow"
      before={<a href={back}>{t(about === 'statistics' ? 'statistics:export.back' : 'back')}</a>}
    >
      <Notice
        tone="success"
        title={about === 'statistics' ? t('statistics:export.prepared') : t('prepared', { count })}
        announced
      >
        <p>{t('given', { reason })}</p>
      </Notice>
      <p>{t('care')}</p>
      <p>
        <LinkButton look="primary" href={`/desk/export/${id}/file`} download>
          {t('fetch', { format: t(`formats.${format}.label`) })}
        </LinkButton>
      </p>
      <p>{t('fetchedFor')}</p>
    </DeskPage>
  )
}
