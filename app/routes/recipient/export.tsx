import { data, redirect } from 'react-router'

import { StaleNote } from '#app/accounts/stale-note.tsx'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { queueChoice, queueHref } from '#app/case-files/queue/queue-filters.ts'
import { countCases } from '#app/exports/count-cases.server.ts'
import { ExportForm } from '#app/exports/export-form.tsx'
import { prepareExport, reasonLimits } from '#app/exports/prepare-export.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { mostExported } from '#db/case-files/exports.server.ts'

import type { Route } from './+types/export'

const untyped = { reason: '', format: 'csv', allItems: false }

/** Taking content out asks for a factor shown a moment ago. */
const stale = { field: 'again', code: 'stale' } as const

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  await requireFresh(args)
  const { name, recipient, prefecture } = context.actor
  const { searchParams } = new URL(args.request.url)
  const back = queueHref({ ...queueChoice(searchParams), after: undefined })
  const count = args.request.method === 'GET' ? await countCases(context, back.split('?')[1] ?? '') : null
  return { officer: { name, recipient, prefecture }, back, count, most: mostExported, letters: reasonLimits.most }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const query = textOf(form, 'query')
  const typed = {
    reason: textOf(form, 'reason'),
    format: textOf(form, 'format'),
    allItems: textOf(form, 'items') === 'all',
  }
  const prepared = (await isFreshOrStays(args))
    ? await prepareExport(context, { query, ...typed })
    : { problems: [stale] }
  if ('id' in prepared) return redirect(`/desk/export/${prepared.id}`)
  const back = queueHref({ ...queueChoice(new URLSearchParams(query)), after: undefined })
  return data({ typed, back, problems: prepared.problems }, { status: 422 })
}

export default function ExportPage({ loaderData, actionData }: Route.ComponentProps) {
  const { officer, count, most, letters } = loaderData
  const { t } = useTranslation('exports')
  const recipient = useWords().recipient(officer.recipient)
  const { typed, back, problems } = actionData ?? { typed: untyped, back: loaderData.back, problems: [] }
  const said = problems.map(({ field, code }) => ({
    field,
    message: code === 'stale' ? t('accounts:stale.problem') : t(`problems.${code}`, { most, letters }),
  }))
  const errors = Object.fromEntries(said.map(({ field, message }) => [field, message]))
  const summary = said.map(({ field, message }) => ({ id: field === 'cases' ? 'cases' : field, message }))
  return (
    <DeskPage officer={officer} title={t('title')} width="narrow" before={<a href={back}>{t('back')}</a>}>
      <ErrorSummary problems={summary} />
      {problems.some(({ code }) => code === 'stale') && <StaleNote />}
      {count === 0 ? (
        <p>{t('problems.noCases')}</p>
      ) : (
        <>
          <p id="cases">{count === null ? t('filterOnly') : t('lead', { count: Math.min(count, most) })}</p>
          {count !== null && count > most && <Notice tone="warning" title={t('problems.tooManyCases', { most })} />}
          <p>{t('recorded')}</p>
          <ExportForm
            action="/desk/export"
            query={back.split('?')[1] ?? ''}
            back={back}
            recipient={recipient}
            typed={typed}
            errors={errors}
            mostLetters={letters}
          />
        </>
      )}
    </DeskPage>
  )
}
