import { data, redirect } from 'react-router'

import { ConsolePage } from '#app/console/console-page.tsx'
import { requireConsole } from '#app/console/console.server.ts'
import { placeIn, turning } from '#app/http/keyset.ts'
import { readChoices, readNames, readReports, readTemplates } from '#app/console/read-console.server.ts'
import { clientName, reportLineView } from '#app/console/report-lines.ts'
import { ReportTable } from '#app/console/report-table.tsx'
import { StartForm } from '#app/console/start-form.tsx'
import { startReports } from '#app/console/start-vendor-report.server.ts'
import { visitContext } from '#app/context.ts'
import { countDoing } from '#app/http/doings.server.ts'
import { takeFlash } from '#app/http/flash.server.ts'
import { formOf, onceIn, textOf } from '#app/http/form.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { mandateLimits } from '#app/mandates/typed-mandate.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { Select, TextInput } from '#app/ui/text-input.tsx'
import { newId } from '#db/sealing/secrets.server.ts'

import type { Route } from './+types/reports'

export async function loader(args: Route.LoaderArgs) {
  const { vendor, organisation } = await requireConsole(args, args.params.organisation)
  const query = new URL(args.request.url).searchParams
  const ticket = (query.get('ticket') ?? '').slice(0, mandateLimits.ticket)
  const chosen = query.get('client') ?? ''
  const [{ clients, more }, templates] = [await readChoices(vendor, chosen), await readTemplates(vendor)]
  const mandateId = clients.some(({ mandate }) => mandate.id === chosen) ? chosen : null
  const asked = { ticket, mandateId, technical: chosen === 'technical', after: placeIn(query.get('after')) }
  const { lines, next, partly } = await readReports(vendor, asked)
  const names = await readNames(vendor, lines)
  return {
    organisation,
    said: takeFlash(args),
    lines: lines.map((line) => reportLineView(line, names)),
    pages: turning(query, next, { ticket, client: chosen }),
    partly,
    ticket,
    chosen,
    clients: clients.map((client) => ({ value: client.mandate.id, label: clientName(client) })),
    more,
    startable: clients
      .filter(({ mandate }) => mandate.reportId === null && mandate.acts.includes('draft'))
      .map((client) => ({ value: client.mandate.id, label: clientName(client) })),
    templates: templates.map(({ id, name }) => ({ value: id, label: name })),
    once: newId(),
  }
}

export async function action(args: Route.ActionArgs) {
  const { vendor, organisation } = await requireConsole(args, args.params.organisation, 'draft')
  const form = await formOf(args.request)
  const [client, ticket, label] = [textOf(form, 'client'), textOf(form, 'ticket'), textOf(form, 'label')]
  const template = textOf(form, 'template')
  const typed = { client, ticket, label, template }
  const isLong = ticket.length > mandateLimits.ticket || label.length > mandateLimits.label
  const isUnknown = client !== 'technical' && !vendor.actor.mandateIds.includes(client)
  if (isLong || isUnknown) return data({ typed, problem: isLong ? 'long' : 'client' } as const, { status: 422 })
  const templates = await readTemplates(vendor)
  const answers = templates.find(({ id }) => id === template)?.answers ?? {}
  const { language } = args.context.get(visitContext)
  const mandateId = client === 'technical' ? null : client
  const starting = { mandateId, card: { ticket, label }, answers, language }
  await countDoing(vendor, 'report of a vendor', organisation.id)
  const [started] = await startReports(vendor, organisation.name, [starting], onceIn(form))
  return redirect(started ? `/console/reports/${started.reference}` : `/console/${organisation.id}`, 303)
}

export default function ConsoleReports({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('console')
  const { organisation, said, lines, pages, partly, ticket, chosen, clients, more, startable, templates, once } =
    loaderData
  const here = `/console/${organisation.id}`
  const chosenToStart = startable.some(({ value }) => value === chosen) ? chosen : ''
  const filters = [{ value: 'technical', label: t('reports.technicalOnly') }, ...clients]
  return (
    <ConsolePage organisation={organisation} title={t('reports.title')} here="reports" said={said}>
      {actionData && (
        <ErrorSummary
          problems={[
            {
              id: actionData.problem === 'client' ? 'for' : 'own-ticket',
              message: t(`begin.problems.${actionData.problem}`),
            },
          ]}
        />
      )}
      <p>
        <a href="#for">{t('begin.title')}</a>
      </p>
      <form method="get" action={here} className="stack">
        <Field id="ticket" label={t('reports.byTicket')} hint={t('reports.byTicketHint')}>
          {(control) => <TextInput {...control} name="ticket" span="medium" defaultValue={ticket} />}
        </Field>
        <Field id="client" label={t('reports.byClient')}>
          {(control) => (
            <Select {...control} name="client" options={filters} empty={t('reports.all')} defaultValue={chosen} />
          )}
        </Field>
        <Actions>
          <Button look="outline">{t('reports.show')}</Button>
        </Actions>
      </form>
      {more && (
        <p>
          {t('reports.newestClients', { most: clients.length })}
          <a href={`${here}/clients`}>{t('reports.otherClients')}</a>
        </p>
      )}
      <ReportTable lines={lines} />
      {partly && <p>{t('reports.partly')}</p>}
      <Pagination {...pages} />
      <Heading level={2}>{t('begin.title')}</Heading>
      <StartForm
        action={here}
        once={once}
        clients={startable}
        templates={templates}
        typed={actionData?.typed ?? { client: chosenToStart, ticket: '', label: '', template: '' }}
        error={actionData && t(`begin.problems.${actionData.problem}`)}
      />
    </ConsolePage>
  )
}
