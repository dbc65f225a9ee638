import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireMember } from '#app/http/filer.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { GiveView } from '#app/mandates/give-view.tsx'
import { postMandate, untypedMandate } from '#app/mandates/mandate-post.server.ts'
import { mandateView } from '#app/mandates/mandate-view.ts'
import { wrongFileOf } from '#app/mandates/wrong-file.ts'
import { listMandateFiles } from '#db/mandates/mandate-files.server.ts'
import { listMandatesOf } from '#db/mandates/mandates.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'

import type { Route } from './+types/mandates'

export async function loader(args: Route.LoaderArgs) {
  const { db, actor, now } = await requireMember(args, args.params.organisation, 'manage')
  return db.transaction(async (tx) => {
    const organisation = await findOrganisation(tx, actor.organisationId)
    if (!organisation || organisation.personalOf) throw new Refusal('notFound', { next: '/organisations' })
    const { id, profile } = organisation
    const given = (await listMandatesOf(tx, id)).filter(({ reportId }) => reportId === null)
    const files = await listMandateFiles(tx, given)
    return {
      id,
      name: profile.name,
      mandates: given.map((one) => mandateView(one, now, files.get(one.id))),
      once: newId(),
      untyped: { ...untypedMandate(now), client: profile.name },
      today: untypedMandate(new Date(now.getTime() - 90 * 86_400_000)).until,
      sections: currentEdition.sections.map((section) => section.id),
      said: takeFlash(args),
      file: new URL(args.request.url).searchParams.get('file'),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  const context = await requireMember(args, args.params.organisation, 'manage')
  const posted = await postMandate(context, await formOf(args.request))
  if (posted.kind === 'problems') return data({ ...posted, given: null, narrowing: null }, { status: 422 })
  if (posted.kind === 'narrowing') {
    return data({ problems: [], typed: null, given: null, narrowing: posted }, { status: 422 })
  }
  if (posted.kind === 'code') {
    const { number, code, expiresAt } = posted.given
    return { problems: [], typed: null, narrowing: null, given: { number, code, expiresAt: expiresAt.toISOString() } }
  }
  leaveFlash(args, posted.notice)
  return redirect(`/organisations/${context.actor.organisationId}/mandates`, 303)
}

/** Who may act for an organisation in all its reports. Its administrators give and take back. */
export default function OrganisationMandates({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('mandates')
  const { id, name, mandates, once, untyped, today, sections, said, file } = loaderData
  const wrong = wrongFileOf(mandates, file, said)
  return (
    <AccountPage
      title={t('all.title')}
      here="organisations"
      said={wrong ? null : said}
      before={<a href={`/organisations/${id}`}>{t('organisations:claim.back', { name })}</a>}
    >
      <p className="lead">{t('all.lead', { name })}</p>
      <GiveView
        mandates={mandates}
        typed={actionData?.typed ?? untyped}
        problems={actionData?.problems ?? []}
        given={actionData?.given ?? null}
        narrowing={actionData?.narrowing ?? null}
        sections={sections}
        once={once}
        today={today}
        action={`/organisations/${id}/mandates`}
        wrongFile={wrong ? { id: wrong, message: t(`account:said.${said}`) } : null}
        forAll
      />
    </AccountPage>
  )
}
