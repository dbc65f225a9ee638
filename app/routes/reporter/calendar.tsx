import { redirect } from 'react-router'

import { worldContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { Owed } from '#app/reports/calendar/calendar-owed.tsx'
import {
  chooseReminders,
  closeCalendar,
  explainLate,
  openCalendar,
} from '#app/reports/calendar/calendar-page.server.ts'
import { readDeadlines } from '#app/reports/calendar/calendar-page.server.ts'
import { CalendarLink, Reminders } from '#app/reports/calendar/calendar-reminders.tsx'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { coverLimit } from '#app/reports/revisions/revisions-restore.server.ts'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/calendar'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'read')
  const [{ calendar, ...page }, { rows, report }] = await Promise.all([readDeadlines(holder), readBoard(holder)])
  const origin = args.context.get(worldContext).config.origin ?? new URL(args.request.url).origin
  return {
    ...page,
    frame: frameOf(args, reference),
    withdrawn: report.withdrawnAt !== null,
    address: calendar && `${origin}/calendar/${calendar}.ics`,
    limit: coverLimit,
    theirs: rows.filter(({ openedAt, acknowledgedAt, closedAt }) => !closedAt && !(openedAt && acknowledgedAt)),
  }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'draft')
  const form = await formOf(args.request)
  const wish = textOf(form, 'do')
  if (wish === 'remind') await chooseReminders(holder, form.getAll('remind').map(String))
  if (wish === 'open') await openCalendar(holder)
  if (wish === 'close') await closeCalendar(holder)
  if (wish === 'reason') {
    const text = textOf(form, 'reason').slice(0, coverLimit)
    await explainLate(holder, { recipient: textOf(form, 'recipient'), clock: textOf(form, 'clock'), text })
  }
  leaveFlash(args, wish === 'reason' ? 'coverKept' : 'clocksSaved')
  return redirect(`/reports/${reference}/calendar`, 303)
}

export default function Calendar({ loaderData }: Route.ComponentProps) {
  const { t, day, recipient } = useNames()
  const { frame, owed, questions, withdrawn, limit } = loaderData
  const base = `/reports/${frame.reference}`
  const here = `${base}/calendar`
  return (
    <ReportPage act="draft" frame={frame} title={t('clocks.title')} current="board" here={here}>
      {withdrawn && owed.length > 0 && <DutyStays owed={owed} home={frame.signedIn ? '/account' : '/'} />}
      <Heading level={2}>{t('clocks.mine')}</Heading>
      {owed.length === 0 && <p>{t('clocks.none')}</p>}
      {owed.map((one) => (
        <Owed key={`${one.recipient} ${one.clock}`} owed={one} action={here} limit={limit} withdrawn={withdrawn} />
      ))}
      {questions.length > 0 && (
        <ul className="list">
          {questions.map((one) => (
            <li key={`${one.recipient} ${one.due}`}>
              <a href={`${base}#questions`}>
                {t('clocks.question', { recipient: recipient(one.recipient), day: day(one.due) })}
              </a>{' '}
              {one.late && t('clocks.late')}
            </li>
          ))}
        </ul>
      )}
      <Ended data={loaderData} />
      <Theirs data={loaderData} />
      {!withdrawn && (
        <>
          <Reminders owed={owed} hasAddress={loaderData.hasAddress} action={here} base={base} />
          <CalendarLink address={loaderData.address} action={here} />
        </>
      )}
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}

type CalendarData = Route.ComponentProps['loaderData']

/** Of a withdrawn report nothing goes out, and its deadlines run on. */
function DutyStays({ owed, home }: { owed: CalendarData['owed']; home: string }) {
  const { t } = useNames()
  return (
    <Notice tone="warning" title={t('clocks.withdrawnTitle')}>
      <p>{t('clocks.withdrawnText')}</p>
      {owed.some(({ metAt }) => metAt) && <p>{t('clocks.withdrawnMet')}</p>}
      <p>
        <a href={home}>{t('clocks.withdrawnNew')}</a>
      </p>
    </Notice>
  )
}

/** What no longer has to be done, and why. */
function Ended({ data: { ended } }: { data: CalendarData }) {
  const { t, owedTo, items, time } = useNames()
  if (ended.length === 0) return null
  return (
    <>
      <Heading level={2}>{t('clocks.ended')}</Heading>
      <ul className="list">
        {ended.map(({ recipient: to, clock, endedAt, ending }) => (
          <li key={`${to} ${clock}`}>
            <strong>{owedTo(to)}</strong>
            {t('clocks.colon')}
            {t(`rules:clocks.${clock}`)}
            <br />
            {ending && ending.items.length > 0
              ? t('clocks.endedBecause', { items: items(ending.items), number: ending.revision })
              : t('clocks.endedByRules', { time: time(endedAt) })}
            {ending?.instead.map((other) => (
              <span key={other}> {t('clocks.instead', { clock: t(`rules:clocks.${other}`) })}</span>
            ))}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What the bodies still have to do. */
function Theirs({ data: { theirs } }: { data: CalendarData }) {
  const { t, recipient, time } = useNames()
  return (
    <>
      <Heading level={2}>{t('clocks.theirs')}</Heading>
      <p>{t('clocks.theirsLead')}</p>
      {theirs.length === 0 && <p>{t('clocks.theirsNone')}</p>}
      <ul className="list">
        {theirs.map(({ recipient: by, openedAt, deliveredAt }) => (
          <li key={by}>
            {t(openedAt ? 'clocks.toAcknowledge' : 'clocks.toOpen', {
              recipient: recipient(by),
              time: deliveredAt ? time(deliveredAt) : '',
            })}
          </li>
        ))}
      </ul>
    </>
  )
}
