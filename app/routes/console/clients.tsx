import { data, redirect } from 'react-router'

import { ConsolePage } from '#app/console/console-page.tsx'
import { requireConsole } from '#app/console/console.server.ts'
import { placeIn, turning } from '#app/http/keyset.ts'
import { readClients } from '#app/console/read-console.server.ts'
import { clientName } from '#app/console/report-lines.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { MandateTerms, StateTag } from '#app/mandates/mandate-list.tsx'
import { mandateView } from '#app/mandates/mandate-view.ts'
import { redeemAt } from '#app/mandates/redeem-mandate.server.ts'
import { mandateLimits } from '#app/mandates/typed-mandate.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/clients'

export async function loader(args: Route.LoaderArgs) {
  const { vendor, organisation } = await requireConsole(args, args.params.organisation)
  const query = new URL(args.request.url).searchParams
  const { lines, next } = await readClients(vendor, placeIn(query.get('after')))
  return {
    organisation,
    said: takeFlash(args),
    clients: lines.map((line) => ({
      name: clientName(line),
      mandate: mandateView(line.mandate, vendor.now),
      reports: line.reports,
      openQuestions: line.openQuestions,
    })),
    pages: turning(query, next),
  }
}

export async function action(args: Route.ActionArgs) {
  const { member, organisation } = await requireConsole(args, args.params.organisation, 'draft')
  const form = await formOf(args.request)
  const [number, code, label] = [textOf(form, 'number'), textOf(form, 'code'), textOf(form, 'label')]
  const typed = { number, label: label.slice(0, mandateLimits.label) }
  const redeemed = await redeemAt(args, member, { ...typed, code, vendorName: organisation.name })
  if (redeemed.state === 'taken') {
    leaveFlash(args, 'redeemed')
    return redirect(`/console/${organisation.id}/clients`, 303)
  }
  const minutes = redeemed.state === 'throttled' ? Math.ceil(redeemed.retryAfter / 60) : 0
  return data({ typed, state: redeemed.state, minutes }, { status: redeemed.state === 'throttled' ? 429 : 422 })
}

export default function Clients({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('console')
  const { day } = useFormat()
  const { organisation, said, clients, pages } = loaderData
  const here = `/console/${organisation.id}/clients`
  const problem = actionData && t(`redeem.${actionData.state}`, { count: actionData.minutes })
  return (
    <ConsolePage organisation={organisation} title={t('clients.title')} here="clients" said={said}>
      <ErrorSummary problems={problem ? [{ id: 'number', message: problem }] : []} />
      {clients.length > 0 && (
        <p>
          <a href="#number">{t('redeem.title')}</a>
        </p>
      )}
      {clients.length === 0 && <p className="quiet">{t('clients.none')}</p>}
      <div className="stack">
        {clients.map(({ name, mandate, reports, openQuestions }) => (
          <Card key={mandate.id} level={2} title={name} aside={<StateTag state={mandate.state} />}>
            <p>
              <a href={`/console/${organisation.id}?client=${mandate.id}`}>
                {t('clients.reports', { count: reports })}
              </a>
              {openQuestions > 0 && ` ${t('clients.questions', { count: openQuestions })}`}
            </p>
            <p className="quiet">
              {[
                t(mandate.forAll ? 'mandates:terms.all' : 'mandates:terms.one'),
                mandate.acts.map((act) => t(`mandates:acts.${act}`)).join(t('mandates:comma')),
                ...(mandate.validUntil ? [t('clients.until', { day: day(mandate.validUntil) })] : []),
              ].join(t('clients.between'))}
            </p>
            <Details summary={t('one.mandate')}>
              <MandateTerms mandate={mandate} held />
            </Details>
          </Card>
        ))}
      </div>
      <Pagination {...pages} />
      <Heading level={2}>{t('redeem.title')}</Heading>
      <p>{t('redeem.lead')}</p>
      <form method="post" action={here} className="stack" noValidate>
        <Field id="number" label={t('redeem.number')} error={problem} need="required">
          {(control) => (
            <TextInput
              {...control}
              name="number"
              span="medium"
              autoComplete="off"
              defaultValue={actionData?.typed.number}
            />
          )}
        </Field>
        <Field id="code" label={t('redeem.code')} need="required">
          {(control) => <TextInput {...control} name="code" span="medium" inputMode="numeric" autoComplete="off" />}
        </Field>
        <Field id="label" label={t('redeem.label')} hint={t('redeem.labelHint')}>
          {(control) => (
            <TextInput
              {...control}
              name="label"
              span="long"
              maxLength={mandateLimits.label}
              defaultValue={actionData?.typed.label}
            />
          )}
        </Field>
        <Actions>
          <Button>{t('redeem.submit')}</Button>
        </Actions>
      </form>
    </ConsolePage>
  )
}
