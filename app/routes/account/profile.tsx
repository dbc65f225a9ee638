import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireMember } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { changeProfile } from '#app/organisations/organise.server.ts'
import { profileItems } from '#app/organisations/profile-items.ts'
import { errorsBeside, messagesOf } from '#app/reports/form/field-messages.ts'
import { filledFrom, joinTimes } from '#app/reports/form/filled-fields.ts'
import { ItemField } from '#app/reports/form/item-field.tsx'
import { useNames } from '#app/reports/names.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { findOrganisation, proposedBy } from '#db/organisations/organisations.server.ts'
import { checkAnswers, formValues, parseAnswers, type FieldValues } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

import type { Route } from './+types/profile'

export async function loader(args: Route.LoaderArgs) {
  const { db, actor } = await requireMember(args, args.params.organisation, 'manage')
  const organisation = await db.transaction((tx) => findOrganisation(tx, actor.organisationId))
  if (!organisation || organisation.personalOf) throw new Refusal('notFound', { next: '/organisations' })
  const { answers } = checkAnswers(currentEdition, proposedBy(organisation))
  const fields = profileItems.flatMap((id) => {
    const item = currentEdition.items.get(id)
    return item ? { item, values: formValues(item, answers[id]) } : []
  })
  return { id: organisation.id, name: organisation.profile.name, fields }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireMember(args, args.params.organisation, 'manage')
  const form = await formOf(args.request)
  const read = parseAnswers(currentEdition, profileItems, joinTimes(form, currentEdition, profileItems))
  const messages = messagesOf(read.problems)
  if (messages.length > 0) return data({ messages, typed: read.typed }, { status: 422 })
  await changeProfile(context, read.answers)
  leaveFlash(args, 'changed')
  return redirect(`/organisations/${context.actor.organisationId}`, 303)
}

/** What is filled in when somebody starts a report of the organisation: the same questions, asked in calm. */
export default function Profile({ loaderData, actionData }: Route.ComponentProps) {
  const { t, problem, problemOf } = useNames()
  const { id, name, fields } = loaderData
  const problems = (actionData?.messages ?? []).map((one) => ({
    id: one.id,
    message: problemOf(one),
    own: problem(one),
  }))
  const errors = errorsBeside(problems)
  const valuesOf = (item: string, saved: FieldValues) => (actionData ? typedOf(item, actionData.typed) : saved)
  return (
    <AccountPage
      title={t('organisations:profile.title')}
      here="organisations"
      width="narrow"
      before={<a href={`/organisations/${id}`}>{t('organisations:claim.back', { name })}</a>}
    >
      <ErrorSummary problems={problems} />
      <p className="lead">{t('organisations:profile.lead')}</p>
      <form method="post" noValidate className="stack">
        {fields.map(({ item, values }) => (
          <ItemField
            key={item.id}
            item={item}
            for={[]}
            filled={filledFrom(valuesOf(item.id, values))}
            carried={false}
            errors={errors}
          />
        ))}
        <Button size="large">{t('organisations:profile.submit')}</Button>
      </form>
    </AccountPage>
  )
}

const typedOf = (item: string, typed: Readonly<Record<string, readonly string[]>>): FieldValues =>
  Object.fromEntries(Object.entries(typed).filter(([field]) => field === item || field.startsWith(`${item}.`)))
