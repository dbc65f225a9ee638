import { redirect } from 'react-router'

import { vendorSeatsContext } from '#app/context.ts'
import { ConsolePage } from '#app/console/console-page.tsx'
import { OpenQuestions } from '#app/console/open-questions.tsx'
import { chooseOther, readOthers } from '#app/console/other-mandates.server.ts'
import { OtherMandates } from '#app/console/other-mandates.tsx'
import { ReportActs, ReportCard } from '#app/console/report-card.tsx'
import { keepTemplate, readVendorReport, setCard } from '#app/console/vendor-report.server.ts'
import { requireVendorAt } from '#app/http/filer.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { askToSend, takeBackSending } from '#app/mandates/decide-sending.server.ts'
import { MandateTerms } from '#app/mandates/mandate-list.tsx'
import { mandateLimits } from '#app/mandates/typed-mandate.ts'
import { submitReport, type Sent } from '#app/reports/sending/submit-report.server.ts'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/report'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const vendor = await requireVendorAt(args, reference, 'read')
  const [page, others] = await Promise.all([
    readVendorReport(vendor),
    readOthers(vendor, args.context.get(vendorSeatsContext)),
  ])
  return { reference, said: takeFlash(args), ...page, others }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const form = await formOf(args.request)
  const go = textOf(form, 'go')
  const here = `/console/reports/${reference}`
  if (go === 'ask' || go === 'take-back') {
    const vendor = await requireVendorAt(args, reference, 'ask')
    if (go === 'ask') leaveFlash(args, (await askToSend(vendor)) ? 'asked' : 'nothingToAsk')
    else leaveFlash(args, (await takeBackSending(vendor)) ? 'takenBack' : 'notWaiting')
    return redirect(here, 303)
  }
  if (go === 'under') {
    await chooseOther(await requireVendorAt(args, reference, 'read'), reference, textOf(form, 'mandate'))
    leaveFlash(args, 'underOther')
    return redirect(here, 303)
  }
  if (go === 'send') {
    const { kind } = await submitReport(await requireVendorAt(args, reference, 'send'), {
      key: textOf(form, 'key'),
      version: Number(textOf(form, 'version')),
    })
    leaveFlash(args, outcomes[kind])
    return redirect(here, 303)
  }
  if (go === 'template') {
    const vendor = await requireVendorAt(args, reference, 'draft')
    const name = textOf(form, 'name').slice(0, mandateLimits.label)
    if (name) await keepTemplate(vendor, name)
    leaveFlash(args, name ? 'templateKept' : 'templateUnnamed')
    return redirect(here, 303)
  }
  const vendor = await requireVendorAt(args, reference, 'keep')
  const ticket = textOf(form, 'ticket').slice(0, mandateLimits.ticket)
  const kept = await setCard(vendor, { ticket, label: textOf(form, 'label').slice(0, mandateLimits.label) })
  leaveFlash(args, kept ? 'cardKept' : 'cardNames')
  return redirect(here, 303)
}

const outcomes = {
  sent: 'sent',
  changed: 'stale',
  nothing: 'unchanged',
  withdrawn: 'withdrawn',
  waits: 'secondPerson',
} as const satisfies Record<Sent['kind'], string>

/** The vendor's own page of one report: under what it acts, what waits, and its own notes for finding it. */
export default function ConsoleReport({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('console')
  const { reference, organisation, said, name, mandate, sendings, mayAsk, card, questions, answered, others, ...acts } =
    loaderData
  const here = `/console/reports/${reference}`
  const waits = sendings.find(({ state }) => state === 'waits')
  return (
    <ConsolePage organisation={organisation} title={t('one.title', { reference })} here={null} said={said}>
      {name && <p className="lead">{name}</p>}
      {!mandate && (
        <Notice tone="warning" id="technical" title={t('mandates:board.technicalTitle')}>
          <p>{t('mandates:board.technicalLead')}</p>
          <p>{t('mandates:board.technicalDuty')}</p>
        </Notice>
      )}
      <ReportActs
        {...acts}
        reference={reference}
        mayAttach={mandate !== null && (acts.isWhole || acts.mayDraft)}
        mayAsk={mayAsk && (!waits || acts.isStale)}
        waits={waits !== undefined}
        sendings={sendings}
      />
      <OpenQuestions reference={reference} questions={questions} answered={answered} />
      {mandate && (
        <>
          <Heading level={2}>{t('one.mandate')}</Heading>
          <MandateTerms mandate={mandate} held />
        </>
      )}
      <OtherMandates others={others} action={here} />
      <ReportCard action={here} card={card} mayDraft={acts.mayDraft} />
    </ConsolePage>
  )
}
