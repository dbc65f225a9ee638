import { HoldCard } from '#app/feedback/hold-card.tsx'
import { Passings } from '#app/hand-overs/passings.tsx'
import { readPassings } from '#app/hand-overs/read-passings.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { useMay } from '#app/http/page-visit.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { IntakeOnBoard } from '#app/intakes/intake-notice.tsx'
import { readBoardMandates } from '#app/mandates/board-mandates.server.ts'
import { MandatesOnBoard } from '#app/mandates/mandate-notices.tsx'
import { areNoticesStopped } from '#app/notices/say-stopped.server.ts'
import { askedQuestions, mayConsent } from '#app/reports/board/asked-questions.ts'
import { countAsked } from '#app/reports/board/merge-questions.ts'
import { BoardTable } from '#app/reports/board/board-table.tsx'
import { BurdenCard } from '#app/reports/board/burden-card.tsx'
import { NextReport } from '#app/reports/board/next-report.tsx'
import { OwedPerhapsNotice } from '#app/reports/board/owed-perhaps-notice.tsx'
import { owedPerhaps } from '#app/reports/board/owed-perhaps.ts'
import { QuestionForm } from '#app/reports/board/question-form.tsx'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { Thread } from '#app/reports/board/thread.tsx'
import { leftIn } from '#app/reports/form/answer-view.ts'
import { FormProgress } from '#app/reports/form/form-progress.tsx'
import { SmallestFirst } from '#app/reports/form/smallest-first.tsx'
import { stepNamed } from '#app/reports/form/steps.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { RetractedLines } from '#app/reports/board/retracted-lines.tsx'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { SentFiles } from '#app/reports/sending/sent-files.tsx'
import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { findKept } from '#db/retention/retention.server.ts'

import type { Route } from './+types/report'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'read', 'whole')
  const board = await readBoard(holder)
  const { report, draft, plan, steps, rows, threads, revisions, lacking, burden, holds } = board
  return {
    mandates: await readBoardMandates(holder, reference),
    ...(await readPassings(holder)),
    noticesStopped: await areNoticesStopped(holder),
    steps,
    rows,
    threads,
    revisions,
    lacking,
    burden,
    holds,
    files: board.files,
    frame: frameOf(args, reference),
    withdrawnAt: report.withdrawnAt,
    isSent: report.revisionNumber > 0,
    savedAt: draft.version > 1 ? draft.savedAt : null,
    kept: await holder.db.transaction(findKept),
    receivers: plan.routes.map(({ recipient, verdict }) => ({ recipient, verdict })),
    questions: askedQuestions(board.questions, board, mayConsent(holder.actor)),
    retracted: board.retracted,
    owed: owedPerhaps(
      board,
      rows.map(({ recipient }) => recipient),
    ),
  }
}

export default function ReportBoard({ loaderData }: Route.ComponentProps) {
  const { t, time } = useNames()
  const { frame, isSent, withdrawnAt } = loaderData
  const base = `/reports/${frame.reference}`
  const title = t(isSent || withdrawnAt ? 'board.title' : 'board.draftTitle')
  return (
    <ReportPage
      act="answer"
      frame={frame}
      title={title}
      current="board"
      here={base}
      width="wide"
      closed={withdrawnAt !== null}
    >
      <MandatesOnBoard mandates={loaderData.mandates} base={base} />
      <IntakeOnBoard intake={loaderData.intake} />
      {withdrawnAt && (
        <Notice tone="warning" title={t('board.withdrawnTitle')}>
          <p>{t(isSent ? 'board.withdrawnLead' : 'board.withdrawnUnsent', { time: time(withdrawnAt) })}</p>
          {isSent && <p>{t('board.withdrawnNext')}</p>}
        </Notice>
      )}
      {loaderData.noticesStopped && (
        <Notice tone="warning" title={t('notices:stopped.board')}>
          <a href={`${base}/notices`}>{t('notices:stopped.boardLink')}</a>
        </Notice>
      )}
      {isSent && <Sent data={loaderData} base={base} />}
      {!isSent && !withdrawnAt && <Unsent data={loaderData} base={base} />}
      <More data={loaderData} base={base} />
      {loaderData.burden && <BurdenCard burden={loaderData.burden} />}
    </ReportPage>
  )
}

type BoardData = Route.ComponentProps['loaderData']

/** Every other page of the report. All but the file is the reporter's own business, and no vendor's. */
function More({ data, base }: { data: BoardData; base: string }) {
  const { t } = useNames()
  const may = useMay()
  const { isSent, withdrawnAt } = data
  const isOpen = withdrawnAt === null
  const sent = [
    { page: 'calendar', label: t('clocks.link') },
    { page: 'compare', label: t('compare.link') },
    { page: 'consents', label: t('consents.link') },
    ...(isOpen ? [{ page: 'disclosure', label: t('disclosure.link') }] : []),
    { page: 'access', label: t('access.link') },
    { page: 'belongs', label: t('account:belongs.link') },
  ]
  const file = { page: 'document', label: t('carried:link') }
  const own = [
    ...(isSent ? sent : []),
    { page: 'notices', label: t('notices:ask.title') },
    { page: 'mandates', label: t('mandates:link') },
    { page: 'entrustors', label: t('entrustors:link') },
    file,
    ...(isOpen && may('send') ? [{ page: 'withdrawal', label: t('board.withdraw') }] : []),
  ]
  return (
    <section className="stack screen-only">
      <Heading level={2}>{t('board.more')}</Heading>
      <ul className="list">
        {(data.mandates.side === 'client' ? own : [file]).map(({ page, label }) => (
          <li key={page}>
            <a href={`${base}/${page}`}>{label}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Unsent({ data, base }: { data: BoardData; base: string }) {
  const { t } = useNames()
  const may = useMay()
  const { period } = useFormat()
  const { steps, receivers, kept } = data
  const next = stepNamed(steps, '')
  return (
    <>
      <p className="lead">{t(data.frame.signedIn ? 'board.draftLeadSignedIn' : 'board.draftLead')}</p>
      <p>{t('board.draftKept', { period: period(kept.draft) })}</p>
      <div className="columns" data-side="end">
        <div className="stack">
          <SmallestFirst isFirst left={leftIn(steps)} receivers={receivers} previewHref={`${base}/preview`} />
          {may('draft') && (
            <Actions>
              <LinkButton look="primary" size="large" href={`${base}/answer/${next?.id ?? 'now-start'}`}>
                {t('board.continue')}
              </LinkButton>
            </Actions>
          )}
        </div>
        <div className="stack">
          <Heading level={2}>{t('board.progress')}</Heading>
          <FormProgress steps={steps} base={base} isFirst />
        </div>
      </div>
    </>
  )
}

function Sent({ data, base }: { data: BoardData; base: string }) {
  const { t, time } = useNames()
  const may = useMay()
  const { questions, retracted, rows, threads, revisions, lacking, withdrawnAt } = data
  const isOwn = data.mandates.side === 'client'
  const asked = countAsked(questions.map(({ question }) => question))
  return (
    <>
      {questions.length > 0 && (
        <section className="stack" id="questions">
          <Heading level={2}>{t('board.asksTitle', { count: asked })}</Heading>
          {questions.length < asked && <p>{t('board.asksMerged', { count: questions.length })}</p>}
          {questions.map((one) => (
            <QuestionForm key={one.question.key} asked={one} errors={new Map()} action={`${base}/questions`} />
          ))}
        </section>
      )}
      <RetractedLines retracted={retracted} />
      {isOwn && <HoldCard holds={data.holds} base={base} withdrawn={withdrawnAt !== null} />}
      <Heading level={2}>{t('board.recipients')}</Heading>
      <BoardTable rows={rows} />
      {!withdrawnAt && <OwedPerhapsNotice owed={data.owed} base={base} />}
      <SentFiles files={data.files} base={base} open={!withdrawnAt} />
      <Passings handOvers={data.handOvers} returns={data.returns} base={base} />
      {!withdrawnAt && may('draft') && <NextReport lacking={lacking} base={base} />}
      <Heading level={2}>{t('board.threads')}</Heading>
      {threads.map(({ recipient, ...thread }) => (
        <Thread key={recipient} recipient={recipient} {...thread} action={`${base}/messages`} open={!withdrawnAt} />
      ))}
      <Heading level={2}>{t('board.revisions')}</Heading>
      <ul className="list">
        {revisions.map(({ number, phase, submittedAt }) => (
          <li key={number}>
            <a href={`${base}/receipt/${number}`}>
              {t('board.revision', { number, phase: t(`preview.phases.${phase}`), time: time(submittedAt) })}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}
