import { data, redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { OperatedProgram } from '#app/programs/operated-program.tsx'
import { readAllPrograms, stopAsOperator } from '#app/programs/operate-programs.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/programs'

/** Every program that can act here; nothing of what it reads. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const programs = await readAllPrograms(context)
  return {
    said: takeFlash(args),
    programs: programs.map(({ createdAt, disabledAt, usedAt, ...program }) => ({
      ...program,
      createdAt: createdAt.toISOString(),
      stoppedAt: disabledAt?.toISOString() ?? null,
      usedAt: usedAt?.toISOString() ?? null,
    })),
  }
}

/** Stopping never waits for a factor: it takes access away. */
export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  const form = await formOf(args.request)
  const [program, because] = [textOf(form, 'program'), textOf(form, 'because')]
  const result = await stopAsOperator(context, program, because)
  if (result !== 'stopped') return data({ program, because, problem: result }, { status: 422 })
  leaveFlash(args, 'stopped')
  return redirect('/operator/programs', 303)
}

export default function OperatorPrograms({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('programs')
  const { programs, said } = loaderData
  const typed = actionData ?? null
  const [going, stopped] = [
    programs.filter(({ stoppedAt }) => !stoppedAt),
    programs.filter(({ stoppedAt }) => stoppedAt),
  ]
  return (
    <OperatorPage title={t('operator.title')} here="programs" width="narrow">
      <ErrorSummary
        problems={typed ? [{ id: `because-${typed.program}`, message: t(`operator.${typed.problem}`) }] : []}
      />
      {said && <Notice tone="success" title={t(`done.${said}`)} announced />}
      <p className="lead">{t('operator.lead')}</p>
      {going.length === 0 && <p>{t('none')}</p>}
      {going.map((program) => (
        <OperatedProgram
          key={program.clientId}
          program={program}
          typed={typed?.program === program.clientId ? typed : null}
        />
      ))}
      {stopped.length > 0 && <Heading level={2}>{t('operator.stopped')}</Heading>}
      {stopped.map((program) => (
        <OperatedProgram key={program.clientId} program={program} typed={null} />
      ))}
    </OperatorPage>
  )
}
