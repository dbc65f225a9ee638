import { redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireMember } from '#app/http/filer.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { changeApproval } from '#app/organisations/change-approval.server.ts'
import { leaveOrganisation } from '#app/organisations/organise.server.ts'
import { OrganisationStanding } from '#app/organisations/standing-tag.tsx'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { listClaims, type Claim } from '#db/organisations/claims.server.ts'
import { findRuleChange, type RuleChange } from '#db/organisations/approval-rule.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'

import type { Route } from './+types/organisation'

export async function loader(args: Route.LoaderArgs) {
  const { db, actor } = await requireMember(args, args.params.organisation)
  const { organisationId } = actor
  const { organisation, claims, ruleChange } = await db.transaction(async (tx) => ({
    organisation: await findOrganisation(tx, organisationId),
    claims: await listClaims(tx, organisationId),
    ruleChange: await findRuleChange(tx, organisationId),
  }))
  if (!organisation || organisation.personalOf) throw new Refusal('notFound', { next: '/organisations' })
  const { id, profile, corporateNumber, needsApproval, verifiedAt, verifiedWay } = organisation
  return {
    id,
    name: profile.name,
    corporateNumber,
    needsApproval,
    ruleChange,
    verifiedAt,
    verifiedWay,
    claim: verifiedAt ? null : claimState(claims),
    role: actor.role,
    said: takeFlash(args),
  }
}

/** Of the last claim; null: none, or taken back. */
function claimState([last]: readonly Claim[]): 'open' | 'refused' | null {
  if (!last?.endedAt) return last ? 'open' : null
  return last.way === null && last.words ? 'refused' : null
}

export async function action(args: Route.ActionArgs) {
  const { organisation } = args.params
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  if (step === 'leave') {
    const kept = await leaveOrganisation(args, await requireMember(args, organisation))
    leaveFlash(args, kept ?? 'left')
    return redirect(kept ? `/organisations/${organisation}` : '/organisations', 303)
  }
  const context = await requireMember(args, organisation, 'manage')
  if (step !== 'approval') throw new Refusal('badForm')
  const needed = textOf(form, 'needed') === 'yes'
  if (!needed) await requireFresh(args)
  await changeApproval(context, needed)
  leaveFlash(args, 'changed')
  return redirect(`/organisations/${organisation}`, 303)
}

export default function OrganisationPage({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { id, name, corporateNumber, verifiedAt, verifiedWay, claim, role, said } = loaderData
  const isAdministrator = role === 'administrator'
  const how = verifiedAt && t('verifiedAt', { at: dateTime(verifiedAt.toISOString()), how: t(`ways.${verifiedWay}`) })
  return (
    <AccountPage
      title={name}
      here="organisations"
      width="narrow"
      said={said}
      before={<a href="/organisations">{t('back')}</a>}
    >
      <DescriptionList
        rows={[
          { term: t('number'), children: corporateNumber ?? t('noNumber') },
          { term: t('state'), children: <OrganisationStanding verified={verifiedAt !== null} /> },
          ...(claim ? [{ term: t('claim.state'), children: t(`claim.states.${claim}`) }] : []),
          ...(how ? [{ term: t('how'), children: how }] : []),
          { term: t('role'), children: t(`account:roles.${role}`) },
        ]}
      />
      {!verifiedAt && <p>{t('unverifiedText')}</p>}
      <div className="actions">
        {isAdministrator && !verifiedAt && (
          <LinkButton href={`/organisations/${id}/claim`}>
            {t(claim === 'open' ? 'claim.look' : 'claim.title')}
          </LinkButton>
        )}
        <LinkButton href={`/organisations/${id}/people`}>{t('people.title')}</LinkButton>
        {isAdministrator && <LinkButton href={`/organisations/${id}/profile`}>{t('profile.title')}</LinkButton>}
      </div>
      {isAdministrator && <OthersWhoAct id={id} />}
      <Approval needed={loaderData.needsApproval} change={loaderData.ruleChange} may={isAdministrator} />
      <Heading level={2}>{t('leave.title')}</Heading>
      <p>{t('leave.text')}</p>
      <ConfirmForm
        name="step"
        value="leave"
        look="danger"
        question={t('leave.ask', { name })}
        yes={t('leave.submit')}
        no={t('accounts:people.no')}
      />
    </AccountPage>
  )
}

/** Vendors and programs that act for the organisation. */
function OthersWhoAct({ id }: { id: string }) {
  const { t } = useTranslation('organisations')
  return (
    <>
      <Heading level={2}>{t('others')}</Heading>
      <ul className="list">
        <li>
          <a href={`/organisations/${id}/mandates`}>{t('mandates:all.title')}</a>
        </li>
        <li>
          <a href={`/organisations/${id}/programs`}>{t('programs:title')}</a>
        </li>
        <li>
          <a href={`/organisations/${id}/webhooks`}>{t('webhooks:title')}</a>
        </li>
      </ul>
    </>
  )
}

function Approval({ needed, change, may }: { needed: boolean; change: RuleChange | null; may: boolean }) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const who = change && { at: dateTime(change.at.toISOString()), name: change.by ?? t('approval.somebody') }
  return (
    <>
      <Heading level={2}>{t('approval.title')}</Heading>
      <p>{t(needed ? 'approval.on' : 'approval.off')}</p>
      {who && <p className="quiet">{t(change.needed ? 'approval.turnedOn' : 'approval.turnedOff', who)}</p>}
      {may && !needed && (
        <form method="post">
          <input type="hidden" name="needed" value="yes" />
          <Button name="step" value="approval" look="outline">
            {t('approval.turnOn')}
          </Button>
        </form>
      )}
      {may && needed && (
        <ConfirmForm
          hidden={{ needed: 'no' }}
          name="step"
          value="approval"
          look="outline"
          question={t('approval.offAsk')}
          yes={t('approval.turnOff')}
          no={t('accounts:people.no')}
        />
      )}
    </>
  )
}
