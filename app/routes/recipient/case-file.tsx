import { createContext, data, redirect } from 'react-router'

import type { ActTyped } from '#app/case-files/acts/act-form.tsx'
import { nothingTyped } from '#app/case-files/acts/act-form.tsx'
import { CaseFileView } from '#app/case-files/page/case-file-view.tsx'
import { casePage, shownDelivery } from '#app/case-files/page/case-view.server.ts'
import { readCase, type ReadCase } from '#app/case-files/page/read-case.server.ts'
import { readStanding } from '#app/case-files/page/read-standing.server.ts'
import { seeCase } from '#app/case-files/page/see-case.server.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { lastQueue } from '#app/case-files/queue/last-queue.server.ts'
import { queueHref } from '#app/case-files/queue/queue-filters.ts'
import { visitContext } from '#app/context.ts'
import { isReading, openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { FeedbackForms } from '#app/feedback/act-forms.tsx'
import { askingView } from '#app/feedback/asking-view.ts'
import { HoldNotice } from '#app/feedback/burdened.tsx'
import { findAct } from '#app/feedback/desk-acts.server.ts'
import { DeskThread, isOpen } from '#app/feedback/desk-thread.tsx'
import { insertTemplateInto } from '#app/feedback/insert-template.server.ts'
import { readAsking } from '#app/feedback/read-asking.server.ts'
import { handedFiles } from '#app/files/handed-files.server.ts'
import { ReceivedFiles } from '#app/files/received-files.tsx'
import { receivedIn } from '#app/files/received-in.ts'
import { HandedNotice, HandOverCard } from '#app/hand-overs/hand-over-card.tsx'
import { handOverView } from '#app/hand-overs/hand-over-view.ts'
import { wasReturned } from '#app/hand-overs/return-copy.server.ts'
import { returnView } from '#app/hand-overs/return-view.ts'
import { ReturnedCase } from '#app/hand-overs/returned-case.tsx'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { TypedNotice } from '#app/intakes/intake-notice.tsx'
import { intakeView, type IntakeView } from '#app/intakes/intake-view.ts'
import { readFiled } from '#app/mandates/board-mandates.server.ts'
import { FiledNotice } from '#app/mandates/mandate-notices.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Context, Officer } from '#db/context.ts'

import type { Route } from './+types/case-file'

/** After a refused act the page is drawn at the act's own address, with what was typed. */
const refusedContext = createContext(false)

export async function loader(args: Route.LoaderArgs) {
  const { request, params } = args
  const context = await requireOfficer(args)
  // The address of an act has nothing to read: reloading one leads back to the case.
  if (params.act && !args.context.get(refusedContext)) throw redirect(`/desk/case-files/${params.id}`)
  const revision = Number(new URL(request.url).searchParams.get('revision')) || null
  const read = await readAndOpen(context, params.id, revision, isReading(request))
  const { name, recipient, prefecture } = context.actor
  const about = {
    officer: { name, recipient, prefecture },
    reference: read.file.reference,
    handOvers: read.handOvers.map(handOverView),
    returns: read.returns.map(returnView),
    queue: queueHref(lastQueue(args)),
    done: takeFlash(args),
  }
  if (read.deliveries.length === 0) return { ...about, page: null, standing: null, typed: null, filed: null, files: [] }
  const standing = await readStanding(context, params.id)
  const { language } = args.context.get(visitContext)
  const words = documentWords(language)
  const page = casePage(read, { officer: context.actor, words, now: context.now, revision })
  const asking = askingView(await readAsking(context, read.file.reportId), recipient, language)
  const shown = shownDelivery(read.deliveries, revision)
  const { revisionNumber } = shown.line
  const filed = await readFiled(context, { reportId: read.file.reportId, revisionNumber, projection: shown.projection })
  return {
    ...about,
    page: { ...page, asking },
    standing,
    typed: typedIntake(read, revision),
    filed,
    files: await filesShown(context, shown),
  }
}

function filesShown(context: Context<Officer>, { line, projection }: ReturnType<typeof shownDelivery>) {
  return line.handed ? handedFiles(context, projection) : receivedIn(projection)
}

/** Who typed the revision that is shown, as long as it was not the reporter. */
function typedIntake({ intake, deliveries }: ReadCase, revision: number | null): IntakeView | null {
  const { sentAt } = shownDelivery(deliveries, revision).line
  return intake && (intake.takenOverAt === null || sentAt < intake.takenOverAt) ? intakeView(intake) : null
}

/** Reading is what opens a revision; the page then shows it as opened. */
async function readAndOpen(context: Context<Officer>, id: string, revision: number | null, reads: boolean) {
  const read = await readCase(context, id)
  if (read.deliveries.length === 0) return read
  const opened = reads && (await openDelivery(context, shownDelivery(read.deliveries, revision).line))
  if (reads && revision === null) await seeCase(context, read.file)
  return opened ? readCase(context, id) : read
}

export async function action(args: Route.ActionArgs) {
  const { id, act: name } = args.params
  const context = await requireOfficer(args)
  const act = findAct(name)
  if (!act) throw new Refusal('notFound')
  if (await wasReturned(context, id)) throw new Refusal('conflict')
  const form = await formOf(args.request)
  const values = Object.fromEntries([...form.keys()].map((field) => [field, textsOf(form, field)]))
  if (values.insert) {
    const typed = await insertTemplateInto(context, values)
    args.context.set(refusedContext, true)
    const inserted = typed.problems.length === 0
    return data({ act: name ?? null, ...typed, inserted }, { status: inserted ? 200 : 422 })
  }
  const result = await act(context, id, values)
  if ('problems' in result) {
    args.context.set(refusedContext, true)
    return data({ act: name ?? null, values, problems: result.problems }, { status: 422 })
  }
  leaveFlash(args, result.done)
  return redirect(`/desk/case-files/${id}`)
}

/** Several ticks of one name are one text, with blanks between them. */
const textsOf = (form: FormData, field: string): string =>
  form
    .getAll(field)
    .flatMap((value) => (typeof value === 'string' ? value.trim() : []))
    .join(' ')

export default function CaseFile({ loaderData, actionData }: Route.ComponentProps) {
  const { officer, page, standing, handOvers, returns, reference, queue, done } = loaderData
  const { t } = useTranslation('recipient')
  const recipient = useWords().recipient(officer.recipient)
  if (page === null || standing === null) {
    return <ReturnedCase {...{ officer, reference, returns, queue }} done={done === 'returned'} />
  }
  const typed: ActTyped = actionData ?? nothingTyped
  const name = page.file.title ?? page.file.organisation ?? page.file.reference
  const problems = typed.problems.map(({ field, code, values }) => ({
    id: `${typed.act}-${field}`,
    message: t(`problems.${code}`, { ...values }),
  }))
  return (
    <DeskPage
      officer={officer}
      title={`${name} ${page.file.reference}`}
      heading={<Heading level={1}>{page.file.title ?? <span className="unbroken">{name}</span>}</Heading>}
      width="wide"
      before={
        <p className="inline-links">
          <a href={queue}>{t('case.back')}</a>
          <a href={`/desk/next?after=${page.file.id}`}>{t('case.next')}</a>
        </p>
      }
    >
      <ErrorSummary problems={problems} />
      {done && <Notice tone="success" title={t(`done.${done}`)} announced />}
      <HoldNotice asking={page.asking} />
      <CaseFileView
        page={page}
        standing={standing}
        recipient={recipient}
        typed={typed}
        thread={
          <DeskThread
            messages={page.thread}
            recipient={recipient}
            opinions={page.asking.opinions}
            caseFileId={page.file.id}
            typed={typed}
          />
        }
        feedback={
          <FeedbackForms
            file={page.file}
            typed={typed}
            recipient={recipient}
            asking={page.asking}
            askable={page.askable}
            shown={page.thread.filter(isOpen).map(({ id }) => id)}
            today={page.today}
          />
        }
        files={<ReceivedFiles files={loaderData.files} />}
        before={
          <>
            <TypedNotice intake={loaderData.typed} />
            <FiledNotice filed={loaderData.filed} />
            <HandedNotice received={handOvers.filter(({ to }) => to === officer.recipient)} />
          </>
        }
        after={
          <HandOverCard
            caseFileId={page.file.id}
            given={handOvers.filter(({ by, to }) => by === officer.recipient && to !== by)}
            returns={returns}
            own={officer.recipient}
            may={page.file.state !== 'withdrawn'}
          />
        }
      />
    </DeskPage>
  )
}
