import { data, redirect } from 'react-router'

import { visitContext, worldContext } from '#app/context.ts'
import type { FileProblem } from '#app/files/begin-file.server.ts'
import { filesPage } from '#app/files/files-page.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { OwnFile } from '#app/files/own-file.tsx'
import { UploadForm } from '#app/files/upload-form.tsx'
import { uploadWhole } from '#app/files/upload-whole.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { networkOf } from '#app/http/network.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { Route } from './+types/files'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const page = await filesPage(await requireFiler(args, reference, 'read', 'sections'))
  return {
    frame: frameOf(args, reference),
    ...page,
    limit: args.context.get(worldContext).shelf.limits.file,
    chosen: new URL(args.request.url).searchParams.get('item'),
  }
}

/** A file in one post, read as it comes; see `arriving` for files in parts. */
export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const filer = await requireFiler(args, reference, 'draft', 'sections')
  await countAct('begin', filer.actor.reportId)
  const network = networkOf(args.context.get(visitContext).address)
  const uploaded = await uploadWhole(filer, args.context.get(worldContext).shelf, { request: args.request, network })
  if ('problem' in uploaded) return data({ problem: uploaded.problem }, { status: 422 })
  leaveFlash(args, 'fileAdded')
  return redirect(`/reports/${reference}/files`, 303)
}

export default function Files({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('files')
  const { bytes } = useFormat()
  const { frame, files, items, withdrawn, limited, limit } = loaderData
  const base = `/reports/${frame.reference}`
  const problem: FileProblem | undefined = actionData?.problem
  const id = problem === 'noItem' ? 'item' : 'file'
  const message = problem && t(`problems.${problem}`, { size: bytes(limit) })
  return (
    <ReportPage
      act="draft"
      frame={frame}
      title={t('page.title')}
      current="answers"
      here={`${base}/files`}
      limited={limited}
    >
      <ErrorSummary problems={message ? [{ id, message }] : []} />
      <p className="lead">{t('page.lead')}</p>
      {files.map((one) => (
        <OwnFile key={one.file.id} {...one} reference={frame.reference} limited={limited} />
      ))}
      {files.length === 0 && <p>{t('page.none')}</p>}
      {!withdrawn && items.length === 0 && <p>{t(limited ? 'page.outside' : 'page.noMandate')}</p>}
      {!withdrawn && items.length > 0 && (
        <Card id="add" title={t('page.add')}>
          <UploadForm
            reference={frame.reference}
            items={items}
            chosen={loaderData.chosen}
            limit={limit}
            errors={new Map(message ? [[id, message]] : [])}
          />
        </Card>
      )}
      <p>
        {limited ? (
          <a href={`/console/reports/${frame.reference}`}>{t('mandates:board.home')}</a>
        ) : (
          <a href={`${base}/preview`}>{t('page.preview')}</a>
        )}
      </p>
    </ReportPage>
  )
}
