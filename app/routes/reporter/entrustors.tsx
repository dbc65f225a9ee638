import { data, redirect } from 'react-router'

import { EntrustorForm } from '#app/entrustors/entrustor-form.tsx'
import { EntrustorList } from '#app/entrustors/entrustor-list.tsx'
import { DutyNotice } from '#app/entrustors/duty-notice.tsx'
import {
  addEntrustor,
  correctEntrustor,
  dropEntrustor,
  getOwnPart,
  readEntrustors,
  recordTold,
  spreadDescription,
  startOwnPart,
} from '#app/entrustors/entrustors.server.ts'
import { readEntrustor, readTold } from '#app/entrustors/typed-entrustor.ts'
import { visitContext } from '#app/context.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { signInHolder } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Context, Filer } from '#db/context.ts'

import type { Route } from './+types/entrustors'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const { entrustors, entrustment } = await readEntrustors(await requireFiler(args, reference, 'read'))
  return { frame: frameOf(args, reference), entrustors, entrustment }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const context = await requireFiler(args, reference, 'draft')
  const form = await formOf(args.request)
  const [go, id] = [textOf(form, 'go'), textOf(form, 'entrustor')]
  const here = `/reports/${reference}/entrustors`
  if (go === 'part') {
    const part = await startOwnPart(context, id, args.context.get(visitContext).language)
    if (part) return { problem: null, typed: null, told: null, part, about: id }
    leaveFlash(args, 'entrustorPart')
    return redirect(here, 303)
  }
  if (go === 'open') return openPart(args, context, id)
  if (go === 'spread') {
    await spreadDescription(context)
    leaveFlash(args, 'entrustorsSpread')
    return redirect(here, 303)
  }
  if (go === 'drop') {
    await dropEntrustor(context, id)
    return redirect(here, 303)
  }
  if (go === 'told') {
    const typed = { toldOn: textOf(form, 'toldOn'), method: textOf(form, 'method') }
    const read = readTold(typed, dayInJapan(context.now))
    if ('problem' in read) return data({ ...read, typed: null, told: typed, part: null, about: id }, { status: 422 })
    await recordTold(context, id, read)
    leaveFlash(args, 'entrustorTold')
    return redirect(here, 303)
  }
  const typed = { name: textOf(form, 'name'), people: textOf(form, 'people') }
  const read = readEntrustor(typed)
  const about = go === 'correct' ? id : ''
  if ('problem' in read) return data({ ...read, typed, told: null, part: null, about }, { status: 422 })
  if (go === 'correct') {
    await correctEntrustor(context, id, read)
    leaveFlash(args, 'entrustorChanged')
  } else if (!(await addEntrustor(context, read)))
    return data({ problem: 'listFull' as const, typed, told: null, part: null, about }, { status: 422 })
  return redirect(here, 303)
}

/** A browser holds one report by its key; a member's is theirs anyway. */
async function openPart(args: Route.ActionArgs, context: Context<Filer>, id: string) {
  const { actor } = context
  const part = await getOwnPart(context, id)
  const intake = 'intake' in actor && typeof actor.intake === 'string' ? { intake: actor.intake } : {}
  if (actor.kind === 'holder') await signInHolder(args, { ...part, ...intake })
  return redirect(`/reports/${part.reference}`, 303)
}

const dayInJapan = (now: Date) => new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)

export default function Entrustors({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('entrustors')
  const { frame, entrustors, entrustment } = loaderData
  const base = `/reports/${frame.reference}`
  const here = `${base}/entrustors`
  const about = actionData?.about ?? ''
  const field = about === '' ? 'name' : actionData?.typed ? `name-${about}` : `told-${about}`
  const problem = actionData?.problem ? t(`problems.${actionData.problem}`) : null
  return (
    <ReportPage act="draft" frame={frame} title={t('title')} current="board" here={here}>
      <ErrorSummary problems={problem ? [{ id: field, message: problem }] : []} />
      {actionData?.part && (
        <Notice tone="success" announced title={t('part.started')}>
          <dl className="keep-codes">
            <div>
              <dt>{t('part.reference')}</dt>
              <dd className="secret">{actionData.part.reference}</dd>
            </div>
            {actionData.part.secret && (
              <div>
                <dt>{t('part.secret')}</dt>
                <dd className="secret">{actionData.part.secret}</dd>
              </div>
            )}
          </dl>
          <p>{t(actionData.part.secret ? 'part.keep' : 'part.account')}</p>
        </Notice>
      )}
      <p className="lead">{t('lead')}</p>
      <DutyNotice entrustment={entrustment} />
      <Heading level={2}>{t('list')}</Heading>
      <EntrustorList
        entrustors={entrustors}
        base={base}
        changesReport={!frame.signedIn}
        wrong={problem && actionData?.told ? { id: about, message: problem, ...actionData.told } : null}
        mistyped={problem && actionData?.typed ? { id: about, message: problem, ...actionData.typed } : null}
      />
      <Heading level={2}>{t('add')}</Heading>
      <EntrustorForm
        action={here}
        typed={(about === '' && actionData?.typed) || { name: '', people: '' }}
        error={about === '' ? problem : null}
      />
      <p>
        <a href={base}>{t('back')}</a>
      </p>
    </ReportPage>
  )
}
