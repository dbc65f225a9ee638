import { data, redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { decideClaim, takeVerificationBack } from '#app/organisations/claim.server.ts'
import { ClaimDecision, PastClaims } from '#app/organisations/claim-decision.tsx'
import { readOrganisation } from '#app/organisations/operate.server.ts'
import { OrganisationStanding } from '#app/organisations/standing-tag.tsx'
import { ConfirmButton } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'

import type { Route } from './+types/organisation'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  return readOrganisation(context, idIn(args.params.organisation))
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  const id = idIn(args.params.organisation)
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  if (step === 'back') {
    await requireFresh(args)
    await takeVerificationBack(context, id)
    leaveFlash(args, 'back')
    return redirect('/operator/organisations', 303)
  }
  if (step !== 'verify' && step !== 'refuse') throw new Refusal('badForm')
  const typed = { evidence: textOf(form, 'evidence').slice(0, 2_000), reason: textOf(form, 'reason').slice(0, 2_000) }
  const fresh = await isFreshOrStays(args)
  const claim = idIn(textOf(form, 'claim'))
  const problem = fresh ? await decideClaim(context, claim, { verified: step === 'verify', ...typed }) : 'stale'
  if (problem) return data({ typed, problem }, { status: 422 })
  leaveFlash(args, step === 'verify' ? 'verified' : 'refused')
  return redirect('/operator/organisations', 303)
}

function idIn(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) throw new Refusal('notFound')
  return text
}

export default function OperatorOrganisation({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { organisation, people, mandates, open, past } = loaderData
  const { name, corporateNumber, verifiedAt, verifiedWay } = organisation
  const problem = actionData ? t(`problems.${actionData.problem}`) : null
  return (
    <OperatorPage title={name} here={null} before={<a href="/operator/organisations">{t('operator.backToAll')}</a>}>
      <ErrorSummary problems={problem ? [{ id: 'evidence', message: problem }] : []} />
      <DescriptionList
        rows={[
          { term: t('number'), children: corporateNumber ?? t('noNumber') },
          { term: t('state'), children: <OrganisationStanding verified={verifiedAt !== null} /> },
          ...(verifiedAt
            ? [
                {
                  term: t('how'),
                  children: t('verifiedAt', { at: dateTime(verifiedAt.toISOString()), how: t(`ways.${verifiedWay}`) }),
                },
              ]
            : []),
          {
            term: t('people.title'),
            children: people.map(({ name: one, role }) => `${one}（${t(`account:roles.${role}`)}）`).join('、'),
          },
          { term: t('operator.mandates'), children: t('operator.mandatesText', { ...mandates }) },
        ]}
      />
      {open && (
        <ClaimDecision
          claim={open}
          typed={actionData?.typed ?? { evidence: '', reason: '' }}
          error={problem}
          stale={actionData?.problem === 'stale'}
        />
      )}
      {verifiedAt && (
        <form method="post">
          <ConfirmButton
            name="step"
            value="back"
            look="danger"
            question={t('operator.takeBackAsk', { name })}
            yes={t('operator.takeBack')}
            no={t('accounts:people.no')}
          >
            {t('operator.takeBack')}
          </ConfirmButton>
        </form>
      )}
      {past.length > 0 && (
        <>
          <Heading level={2}>{t('operator.past')}</Heading>
          <PastClaims past={past} />
        </>
      )}
    </OperatorPage>
  )
}
