import { redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { mayAct } from '#app/http/member-acts.ts'
import { Refusal } from '#app/http/refusal.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { BesideAnswers } from '#app/reports/preview/beside-answers.tsx'
import { ContentList } from '#app/reports/preview/content-list.tsx'
import { contentRows } from '#app/reports/preview/content-rows.server.ts'
import { WhoSeesWhatTable } from '#app/reports/preview/who-sees-what-table.tsx'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Alone, AskForm, PastRequests, Request } from '#app/reports/sending/approval-view.tsx'
import {
  approvalWordsLimit,
  approve,
  askApproval,
  endApproval,
  readApproval,
} from '#app/reports/sending/approval.server.ts'
import { Heading } from '#app/ui/heading.tsx'
import type { Context, Filer, FilingMember } from '#db/context.ts'
import { listColleagues, type Colleague } from '#db/organisations/memberships.server.ts'

import type { Route } from './+types/approval'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const filer = await requireFiler(args, reference, 'read')
  const { actor, db } = filer
  const { preview, approvals, needed, open, ...state } = await readApproval(filer)
  const people = actor.kind === 'member' ? await db.transaction((tx) => listColleagues(tx, actor.organisationId)) : []
  const nameOf = (id: string | null) => people.find(({ accountId }) => accountId === id)?.name ?? '―'
  const { whole, cards } = preview
  return {
    ...state,
    organisation: actor.kind === 'member' && actor.role === 'administrator' ? actor.organisationId : null,
    frame: frameOf(args, reference),
    needed,
    open: open && { id: open.id, asker: nameOf(open.askedBy), askedAt: open.askedAt, words: open.words },
    alone: needed && isAlone(actor, open?.askedBy ?? null, people),
    past: approvals.flatMap(({ id, askedBy, decidedBy, decidedAt, decision, words, answer }) =>
      decidedAt && decision
        ? [{ id, asker: nameOf(askedBy), name: nameOf(decidedBy), decision, decidedAt, words, answer }]
        : [],
    ),
    mayAsk: needed && actor.kind === 'member' && mayAct(actor.role, 'draft') && (open === null || state.isStale),
    cards,
    told: whole.told,
    beside: preview.beside,
    content: contentRows(preview, args.context.get(visitContext).language),
    limit: approvalWordsLimit,
  }
}

/** Is there nobody who could decide on what was asked, or is about to be? */
function isAlone(actor: Filer, askedBy: string | null, people: readonly Colleague[]): boolean {
  if (actor.kind !== 'member') return false
  const asker = askedBy ?? (mayAct(actor.role, 'draft') ? actor.accountId : null)
  const canDecide = ({ role, accountId }: Colleague) =>
    accountId !== asker && (role === 'approver' || role === 'administrator')
  return asker !== null && !people.some(canDecide)
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  const member = memberIn(await requireFiler(args, reference, step === 'ask' ? 'draft' : 'send'))
  const here = `/reports/${reference}/approval`
  const words = textOf(form, step === 'ask' ? 'words' : 'answer').slice(0, approvalWordsLimit)
  if (step === 'send') {
    const sent = await approve(member, textOf(form, 'request'))
    if (sent.kind === 'sent') return redirect(`/reports/${reference}/receipt/${sent.number}`, 303)
    leaveFlash(args, sent.kind === 'nothing' ? 'unchanged' : 'approvalStale')
    return redirect(here, 303)
  }
  if (step === 'ask') leaveFlash(args, (await askApproval(member, words)) ? 'approvalAsked' : 'approvalStale')
  else if (step === 'end') {
    const ended = await endApproval(member, textOf(form, 'request'), words)
    leaveFlash(args, ended ? 'approvalEnded' : 'approvalStale')
  } else throw new Refusal('badForm')
  return redirect(here, 303)
}

/** Two people are two accounts: whoever holds the report by its key, or under a mandate, is neither. */
function memberIn({ db, actor, now }: Context<Filer>): Context<FilingMember> {
  if (actor.kind !== 'member') throw new Refusal('forbidden')
  return { db, actor, now }
}

export default function Approval({ loaderData }: Route.ComponentProps) {
  const { t } = useNames()
  const { frame, needed, alone, organisation, open, past, mayAsk, cards, told, content, beside, limit, ...state } =
    loaderData
  const base = `/reports/${frame.reference}`
  return (
    <ReportPage
      frame={frame}
      title={t('organisations:second.title')}
      current="preview"
      here={`${base}/approval`}
      width="wide"
    >
      <p className="lead">{t(needed ? 'organisations:second.needed' : 'organisations:second.notNeeded')}</p>
      {alone && <Alone organisation={organisation} />}
      {open ? <Request open={open} limit={limit} {...state} /> : needed && <p>{t('organisations:second.none')}</p>}
      {mayAsk && <AskForm limit={limit} />}
      {content.length > 0 && (
        <>
          <Heading level={2}>{t('mandates:sending.what')}</Heading>
          <ContentList rows={content} />
          <BesideAnswers beside={beside} />
          <p>
            <a href={`${base}/preview`}>{t('mandates:sending.preview')}</a>
          </p>
          <WhoSeesWhatTable cards={cards} items={told} />
        </>
      )}
      <PastRequests past={past} />
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}
