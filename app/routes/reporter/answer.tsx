import { data, redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isLimited, isUnmandated } from '#app/reports/authority.ts'
import { AnswerForm, answersForm } from '#app/reports/form/answer-form.tsx'
import { answerView, itemsOf, receiversOf } from '#app/reports/form/answer-view.ts'
import { ConflictForm } from '#app/reports/form/conflict-form.tsx'
import { conflictsIn } from '#app/reports/form/conflicts.server.ts'
import { errorsBeside, messagesOf } from '#app/reports/form/field-messages.ts'
import { FormProgress } from '#app/reports/form/form-progress.tsx'
import { atNewRows, rowsWantedFor } from '#app/reports/form/more-rows.ts'
import { openDraft, planned } from '#app/reports/form/open-draft.server.ts'
import { pageVersion } from '#app/reports/form/page-version.server.ts'
import { savePage } from '#app/reports/form/save-page.server.ts'
import { SmallestFirst, useUntilFirst } from '#app/reports/form/smallest-first.tsx'
import { stepAfter, stepAskedFor } from '#app/reports/form/steps.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { forgetSecret } from '#app/reports/keep-codes.server.ts'
import { MandateNotice } from '#app/reports/mandate-notice.tsx'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { listUnsent } from '#app/reports/revisions/revisions-restore.server.ts'
import { isWithoutMandate } from '#app/reports/standing.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Filer } from '#db/context.ts'
import { currentEdition } from '#forms/edition.ts'

import type { Route } from './+types/answer'

export async function loader(args: Route.LoaderArgs) {
  const { reference, step: id } = args.params
  const holder = await requireFiler(args, reference, 'read', 'sections')
  const { report, draft, plan, steps } = await openDraft(holder)
  if (report.withdrawnAt) throw redirect(`/reports/${reference}`)
  const step = stepAskedFor(steps, id, draft.answers, currentEdition)
  if (!step) throw redirect(wayOn(holder.actor, reference))
  const view = answerView(currentEdition, steps, step, draft.answers, holder.now)
  return {
    frame: frameOf(args, reference),
    view,
    steps,
    receivers: isLimited(holder.actor) ? [] : receiversOf(plan),
    limited: isLimited(holder.actor),
    withoutMandate: isWithoutMandate(draft.answers),
    mayAttach: !isUnmandated(holder.actor),
    isFirst: report.revisionNumber === 0,
    phase: plan.phase,
    version: pageVersion(draft, itemsOf(view)),
    savedAt: draft.version > 1 ? draft.savedAt : null,
    rowsFor: new URL(args.request.url).searchParams.get('rows'),
    unsent: report.revisionNumber > 0 && !isLimited(holder.actor) ? await listUnsent(holder) : [],
  }
}

export async function action(args: Route.ActionArgs) {
  const { reference, step: id } = args.params
  const holder = await requireFiler(args, reference, 'draft', 'sections')
  const form = await formOf(args.request)
  const go = textOf(form, 'go')
  if (go === 'kept') forgetSecret(args)
  const saved = await savePage(holder, form)
  if (saved.conflicts.length > 0) {
    return data(
      {
        kind: 'conflict' as const,
        again: form.has('choosing'),
        ...conflictsIn(saved, args.context.get(visitContext).language),
      },
      { status: 409 },
    )
  }
  const { report } = await openDraft(holder)
  if (report.withdrawnAt) {
    leaveFlash(args, 'savedWithdrawn')
    return redirect(`/reports/${reference}`, 303)
  }
  const rowsFor = rowsWantedFor(go)
  const { steps } = planned(saved.draft, report, holder.now, holder.actor)
  if (saved.problems.length > 0) {
    const step = stepAskedFor(steps, id, saved.draft.answers, currentEdition)
    const view =
      step && answerView(currentEdition, steps, step, saved.draft.answers, holder.now, saved.typed, saved.shown)
    return data(
      {
        kind: 'problems' as const,
        messages: messagesOf(saved.problems),
        view,
        rowsFor,
        version: saved.version,
      },
      { status: 422 },
    )
  }
  const [, attaching] = /^files ([a-z-]+)$/.exec(go) ?? []
  if (attaching) return redirect(`/reports/${reference}/files?item=${attaching}#add`, 303)
  if (rowsFor) return redirect(`/reports/${reference}/answer/${id}${atNewRows(rowsFor, saved.draft.answers)}`, 303)
  if (go === 'kept') return redirect(`/reports/${reference}/answer/${id}`, 303)
  if (go === 'pause')
    return redirect(isLimited(holder.actor) ? wayOn(holder.actor, reference) : `/reports/${reference}`, 303)
  const next = go === 'preview' ? null : stepAfter(steps, id, saved.shown, saved.draft.answers)
  return redirect(next ? `/reports/${reference}/answer/${next}` : wayOn(holder.actor, reference), 303)
}

/** Whoever sees some sections only has no preview: it shows them all. */
const wayOn = (actor: Filer, reference: string): string =>
  isLimited(actor) ? `/console/reports/${reference}` : `/reports/${reference}/preview`

export default function Answer({ loaderData, actionData }: Route.ComponentProps) {
  const { t, section, problem, problemOf } = useNames()
  const untilFirst = useUntilFirst()
  const { frame, steps, receivers, savedAt } = loaderData
  const problems = actionData?.kind === 'problems' ? actionData : null
  const view = problems?.view ?? loaderData.view
  const base = `/reports/${frame.reference}`
  const here = `${base}/answer/${view.step.id}`
  const title = section(view.step.id)
  if (actionData?.kind === 'conflict') {
    return (
      <ReportPage
        act="draft"
        frame={frame}
        title={t('conflict.title')}
        current="answers"
        here={here}
        limited={loaderData.limited}
        switchesLanguage={false}
        form={answersForm}
      >
        <ConflictForm {...actionData} action={here} />
      </ReportPage>
    )
  }
  const messages = (problems?.messages ?? []).map((one) => ({ id: one.id, message: problemOf(one), own: problem(one) }))
  // Not which page of how many: an answer may make a page needless, and how many questions are left is said beside it
  const chip = t(view.step.path === 'now' ? 'answer.nowStep' : 'answer.furtherStep')
  return (
    <ReportPage
      act="draft"
      frame={frame}
      title={title}
      current="answers"
      here={here}
      width="wide"
      limited={loaderData.limited}
      switchesLanguage={problems === null}
      form={answersForm}
      heading={
        <Heading level={1} chip={chip}>
          {title}
        </Heading>
      }
    >
      <ErrorSummary problems={messages} />
      {problems && <Notice tone="info" title={t('problems.kept')} />}
      <div className="columns" data-side="end">
        <div className="stack">
          {loaderData.isFirst && (
            <p className="narrow-only">
              <a href="#smallest">{untilFirst(view.left)}</a>
            </p>
          )}
          {!loaderData.isFirst && !loaderData.limited && (
            <p>{t('answer.leadNext', { phase: t(`preview.phases.${loaderData.phase}`) })}</p>
          )}
          <p>{t('answer.lead')}</p>
          {loaderData.withoutMandate && <MandateNotice vendor={!loaderData.mayAttach} />}
          <AnswerForm
            view={view}
            mayAttach={loaderData.mayAttach}
            mayPreview={!loaderData.limited}
            version={problems?.version ?? loaderData.version}
            savedAt={savedAt}
            unsent={loaderData.unsent}
            rowsFor={problems ? problems.rowsFor : loaderData.rowsFor}
            errors={errorsBeside(messages)}
            action={here}
            autosave={`${base}/autosave`}
          />
        </div>
        <aside className="stack" aria-label={t('steps.title')}>
          {!loaderData.limited && (
            <SmallestFirst
              left={view.left}
              isFirst={loaderData.isFirst}
              receivers={receivers}
              previewHref={`${base}/preview`}
            />
          )}
          <FormProgress steps={steps} base={base} isFirst={loaderData.isFirst} current={view.step.id} />
        </aside>
      </div>
    </ReportPage>
  )
}
