import type { ReactNode } from 'react'
import { redirect } from 'react-router'

import { DutyNotice } from '#app/entrustors/duty-notice.tsx'
import { chooseAgain } from '#app/hand-overs/choose-again.server.ts'
import { ReturnedNotice } from '#app/hand-overs/returned-notice.tsx'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { askToSend, mustWait } from '#app/mandates/decide-sending.server.ts'
import { isUnmandated, mayDraft } from '#app/reports/authority.ts'
import { hasTraces } from '#app/reports/file-traces.server.ts'
import { owedPerhaps } from '#app/reports/board/owed-perhaps.ts'
import { saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { missingNow } from '#app/reports/form/steps.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { MandateNotice } from '#app/reports/mandate-notice.tsx'
import { useNames } from '#app/reports/names.ts'
import { planAt } from '#app/reports/plan-at.ts'
import { chosenIn } from '#app/reports/preview/choose.ts'
import { BesideAnswers } from '#app/reports/preview/beside-answers.tsx'
import { ConsentFields } from '#app/reports/preview/consent-fields.tsx'
import { filesToward } from '#app/reports/preview/file-audience.ts'
import { FilesPreview } from '#app/reports/preview/files-preview.tsx'
import { previewPage } from '#app/reports/preview/preview-page.server.ts'
import { SendBox } from '#app/reports/preview/send-box.tsx'
import { ticksIn, ticksShown } from '#app/reports/preview/ticks.server.ts'
import { Unsent } from '#app/reports/preview/unsent.tsx'
import { WhoSeesWhatTable } from '#app/reports/preview/who-sees-what-table.tsx'
import { WhoSeesWhat } from '#app/reports/preview/who-sees-what.tsx'
import { ReportPage } from '#app/reports/report-page.tsx'
import { SecondPerson } from '#app/reports/sending/approval-view.tsx'
import { waitsForSecond } from '#app/reports/sending/second-person.server.ts'
import { submitReport } from '#app/reports/sending/submit-report.server.ts'
import { isWithoutMandate } from '#app/reports/standing.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { aheadOf, earlyIn } from '#forms/answers/ahead.ts'
import { entrustmentOf } from '#forms/mandates/entrustment.ts'

import type { Route } from './+types/preview'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'read', 'whole')
  const { report, draft, whole, plan, steps, cards, key, ...page } = await previewPage(holder)
  if (report.withdrawnAt) throw redirect(`/reports/${reference}`)
  return {
    frame: frameOf(args, reference),
    cards,
    owed: owedPerhaps({ plan, steps }, Object.keys(page.had)).recipients,
    told: whole.told,
    dropped: whole.dropped,
    ahead: aheadOf(draft.answers, holder.now),
    early: earlyIn(draft.answers),
    missing: missingNow(steps, draft.answers),
    pages: Object.fromEntries(steps.flatMap((step) => step.asked.map(({ item }) => [item, step.id]))),
    answers: draft.answers,
    files: filesToward(draft.answers, cards),
    telling: await hasTraces(holder, draft.answers),
    phase: plan.phase,
    isFirst: report.revisionNumber === 0,
    news: page.news,
    changes: page.changes,
    had: page.had,
    returned: page.returned,
    gone: page.gone,
    beside: page.beside,
    version: draft.version,
    key,
    ticks: ticksShown(cards, draft.answers),
    waits: mustWait(holder.actor),
    mayChange: mayDraft(holder.actor),
    writesBeside: mayDraft(holder.actor) && !isUnmandated(holder.actor) && report.revisionNumber > 0,
    unmandated: isUnmandated(holder.actor),
    entrustment: entrustmentOf(whole.answers, (told) => planAt(told, holder.now)),
    second: report.organisationId !== null && (await waitsForSecond(holder, report, draft.version)),
    asTable: new URL(args.request.url).searchParams.get('view') === 'table',
  }
}

export async function action(args: Route.ActionArgs) {
  const here = `/reports/${args.params.reference}/preview`
  const form = await formOf(args.request)
  const version = Number(textOf(form, 'version'))
  const isSending = textOf(form, 'go') === 'send'
  const holder = await requireFiler(args, args.params.reference, isSending ? 'send' : 'draft', 'whole')
  if (!isSending || (mayDraft(holder.actor) && ticksIn(form) !== textOf(form, 'ticks'))) {
    const { draft, cards, returned } = await previewPage(holder)
    if (draft.version === version) {
      const { choices, answers, items } = chosenIn(form, cards, draft)
      await saveAnswers(holder, { base: version, items, answers }, choices)
      await chooseAgain(holder, returned, form.getAll('recipient').map(String))
    }
    leaveFlash(args, draft.version === version ? 'chosen' : 'stale')
    return redirect(here, 303)
  }
  if (mustWait(holder.actor)) {
    const asked = await askToSend({ ...holder, actor: holder.actor })
    leaveFlash(args, asked ? 'sendingAsked' : 'nothingToAsk')
    return redirect(`/console/reports/${args.params.reference}`, 303)
  }
  const sent = await submitReport(holder, { key: textOf(form, 'key'), version })
  if (sent.kind === 'sent') return redirect(`/reports/${args.params.reference}/receipt/${sent.number}`, 303)
  if (sent.kind === 'withdrawn') return redirect(`/reports/${args.params.reference}`, 303)
  if (sent.kind === 'waits') return redirect(`/reports/${args.params.reference}/approval`, 303)
  leaveFlash(args, sent.kind === 'nothing' ? 'unchanged' : 'stale')
  return redirect(here, 303)
}

export default function Preview({ loaderData }: Route.ComponentProps) {
  const { t } = useNames()
  const { frame, cards, told, pages, answers, asTable, ...rest } = loaderData
  const base = `/reports/${frame.reference}`
  const hrefOf = (item: string) => `${base}/answer/${pages[item] ?? 'now-start'}#${item}`
  return (
    <ReportPage
      act="send"
      frame={frame}
      title={t('preview.title')}
      current="preview"
      here={`${base}/preview`}
      width={asTable ? 'wide' : 'narrow'}
    >
      <p className="lead">{t('preview.lead')}</p>
      {isWithoutMandate(answers) && <MandateNotice vendor={rest.unmandated} />}
      {rest.entrustment.isProcessor && (
        <>
          <DutyNotice entrustment={rest.entrustment} />
          <p>
            <a href={`${base}/entrustors`}>{t('entrustors:link')}</a>
          </p>
        </>
      )}
      <ReturnedNotice returned={rest.returned} />
      <Unsent
        ahead={rest.ahead}
        early={rest.early}
        missing={rest.missing}
        dropped={rest.dropped}
        gone={rest.gone}
        board={base}
        hrefOf={hrefOf}
      />
      {asTable ? (
        <>
          <p>
            <a href={`${base}/preview`}>{t('preview.tableBack')}</a>
          </p>
          <WhoSeesWhatTable cards={cards} items={told} />
        </>
      ) : (
        <form method="post" action={`${base}/preview`} className="stack">
          <input type="hidden" name="version" value={rest.version} />
          <input type="hidden" name="key" value={rest.key} />
          <input type="hidden" name="ticks" value={rest.ticks} />
          {cards.every(({ goes }) => goes.length === 0) && <Notice tone="warning" title={t('preview.empty')} />}
          <FilesPreview files={rest.files} base={base} telling={rest.telling} />
          <Choices may={rest.mayChange}>
            <WhoSeesWhat
              cards={cards}
              answered={told.length}
              isFirst={rest.isFirst}
              phase={rest.phase}
              news={rest.news}
              changes={rest.changes}
              had={rest.had}
              hrefOf={hrefOf}
            />
            <p>
              <a href={`${base}/preview?view=table`}>{t('preview.table')}</a>
            </p>
            <ConsentFields answers={answers} />
          </Choices>
          <BesideAnswers beside={rest.beside} />
          {rest.writesBeside && (
            <p>
              <a href={`${base}/compare#why`}>{t('compare.whyTitle')}</a>
            </p>
          )}
          {rest.second && <SecondPerson href={`${base}/approval`} />}
          {!rest.second && (
            <SendBox news={rest.news} owed={rest.owed} isFirst={rest.isFirst} phase={rest.phase} waits={rest.waits} />
          )}
        </form>
      )}
    </ReportPage>
  )
}

/** Who gets what, and the consents: part of the draft, so whoever may only send sees them as they are. */
function Choices({ may, children }: { may: boolean; children: ReactNode }) {
  const { t } = useNames()
  if (!may)
    return (
      <>
        <p>{t('preview.onlyChosen')}</p>
        <fieldset className="only-read stack" disabled>
          {children}
        </fieldset>
      </>
    )
  return (
    <>
      {children}
      <Button look="outline" name="go" value="choose">
        {t('preview.save')}
      </Button>
    </>
  )
}
