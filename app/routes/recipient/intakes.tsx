import { data, redirect } from 'react-router'

import { dayOf } from '#app/case-files/due-words.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer, signInHolder } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { IntakeForm } from '#app/intakes/intake-form.tsx'
import { IntakeList } from '#app/intakes/intake-list.tsx'
import { ownIntakeView } from '#app/intakes/intake-view.ts'
import { readIntakes } from '#app/intakes/read-intakes.server.ts'
import { startIntake } from '#app/intakes/start-intake.server.ts'
import { intakeLimits } from '#app/intakes/typed-intake.ts'
import { leaveIntakeMark } from '#app/reports/intake-mark.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'

import type { Route } from './+types/intakes'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const intakes = await readIntakes(context)
  return {
    officer: { name, recipient, prefecture },
    intakes: intakes.map((line) => ownIntakeView(line, context.now)),
    today: dayOf(context.now),
    time: timeOf(context.now),
  }
}

/** In Japan, to the minute: most calls are typed while they last. */
const timeOf = (now: Date) => new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(11, 16)

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const [channel, date, time] = [textOf(form, 'channel'), textOf(form, 'date'), textOf(form, 'time')]
  const [name, phone, language] = [textOf(form, 'name'), textOf(form, 'phone'), textOf(form, 'language')]
  const typed = { channel, date, time, name, phone, language }
  const started = await startIntake(context, typed)
  if ('problems' in started) return data({ typed, problems: started.problems }, { status: 422 })
  const { id: reportId, reference } = started
  await signInHolder(args, { reportId, reference, intake: context.actor.officerId })
  leaveIntakeMark(args, reference)
  return redirect(`/reports/${reference}/answer/now-start`, 303)
}

export default function Intakes({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('intakes')
  const { officer, intakes, today, time } = loaderData
  const problems = (actionData?.problems ?? []).map(({ field, code }) => ({
    id: field,
    message: t(`problems.${code}`, { max: field === 'name' ? intakeLimits.name : intakeLimits.phone }),
  }))
  const untyped = { channel: 'phone', date: today, time, name: '', phone: '', language: 'ja' }
  return (
    <DeskPage officer={officer} title={t('title')} here="intake">
      <ErrorSummary problems={problems} />
      <p className="lead">{t('lead')}</p>
      <Heading level={2}>{t('form.title')}</Heading>
      <IntakeForm
        typed={actionData?.typed ?? untyped}
        errors={Object.fromEntries(problems.map(({ id, message }) => [id, message]))}
        today={today}
      />
      <Heading level={2}>{t('list.title')}</Heading>
      <IntakeList intakes={intakes} />
    </DeskPage>
  )
}
