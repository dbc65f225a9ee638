import { data, redirect } from 'react-router'

import { StaleNote } from '#app/accounts/stale-note.tsx'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { ExportForm } from '#app/exports/export-form.tsx'
import { mayExport } from '#app/exports/may-export.ts'
import { prepareExport, reasonLimits } from '#app/exports/prepare-export.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { chosenPeriod } from '#app/statistics/period.ts'
import { useNumbers } from '#app/statistics/use-numbers.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { Route } from './+types/statistics-export'

/** Whatever is taken out asks for a factor shown a moment ago. */
const stale = { field: 'again', code: 'stale' } as const

const untyped = { reason: '', format: 'csv', allItems: false }

export async function loader(args: Route.LoaderArgs) {
  const { actor, now } = await requireOfficer(args)
  await requireFresh(args)
  if (!mayExport(actor)) throw new Refusal('forbidden')
  const { name, recipient, prefecture } = actor
  const { first, last } = chosenPeriod(new URL(args.request.url).searchParams, now)
  return { officer: { name, recipient, prefecture }, first, last, letters: reasonLimits.most }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const { first, last } = chosenPeriod(new URLSearchParams(textOf(form, 'query')), context.now)
  const typed = { reason: textOf(form, 'reason'), format: textOf(form, 'format'), allItems: false }
  const prepared = (await isFreshOrStays(args))
    ? await prepareExport(context, { about: 'statistics', query: `from=${first}&to=${last}`, ...typed })
    : { problems: [stale] }
  if ('id' in prepared) return redirect(`/desk/export/${prepared.id}`)
  return data({ typed, first, last, problems: prepared.problems }, { status: 422 })
}

export default function StatisticsExport({ loaderData, actionData }: Route.ComponentProps) {
  const { officer, letters } = loaderData
  const { t } = useTranslation('statistics')
  const { month } = useNumbers()
  const recipient = useWords().recipient(officer.recipient)
  const { typed, first, last, problems } = actionData ?? { typed: untyped, problems: [], ...loaderData }
  const said = problems.map(({ field, code }) => ({
    id: field,
    message: code === 'stale' ? t('accounts:stale.problem') : t(`exports:problems.${code}`, { letters }),
  }))
  const query = `from=${first}&to=${last}`
  const back = `/desk/statistics?${query}`
  return (
    <DeskPage
      officer={officer}
      title={t('export.title')}
      width="narrow"
      here="statistics"
      before={<a href={back}>{t('export.back')}</a>}
    >
      <ErrorSummary problems={said} />
      {problems.some(({ code }) => code === 'stale') && <StaleNote />}
      <p>{t('export.lead', { first: month(first), last: month(last) })}</p>
      <p>{t('export.recorded')}</p>
      <ExportForm
        action="/desk/statistics/export"
        query={query}
        back={back}
        recipient={recipient}
        typed={typed}
        errors={Object.fromEntries(said.map(({ id, message }) => [id, message]))}
        mostLetters={letters}
      />
    </DeskPage>
  )
}
