import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { readPlaces } from '#app/accounts/my-reports.server.ts'
import { requireAccount } from '#app/http/filer.server.ts'
import { takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { makeOrganisation, type OrganisationProblem } from '#app/organisations/organise.server.ts'
import { OrganisationStanding } from '#app/organisations/standing-tag.tsx'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/organisations'

/** Where somebody belongs, and a new organisation. */
export async function loader(args: Route.LoaderArgs) {
  const places = await readPlaces(args, await requireAccount(args))
  return {
    said: takeFlash(args),
    organisations: places
      .filter(({ organisation }) => organisation.personalOf === null)
      .map(({ organisation: { id, profile, verifiedAt }, role }) => ({ id, name: profile.name, verifiedAt, role })),
  }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireAccount(args)
  const form = await formOf(args.request)
  const typed = { name: textOf(form, 'name'), number: textOf(form, 'number') }
  const made = await makeOrganisation(args, context, typed)
  if ('problems' in made) return data({ typed, problems: made.problems }, { status: 422 })
  return redirect(`/organisations/${made.id}`, 303)
}

const fieldOf: Record<OrganisationProblem, string> = {
  missingName: 'name',
  longName: 'name',
  badNumber: 'number',
  badDigit: 'number',
}

export default function Organisations({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const problems = (actionData?.problems ?? []).map((code) => ({ id: fieldOf[code], message: t(`problems.${code}`) }))
  const errorOf = (id: string) => problems.find((problem) => problem.id === id)?.message
  return (
    <AccountPage title={t('title')} here="organisations" width="narrow" said={loaderData.said}>
      <ErrorSummary problems={problems} />
      {loaderData.organisations.length === 0 ? (
        <p className="lead">{t('none')}</p>
      ) : (
        <ul className="list">
          {loaderData.organisations.map(({ id, name, verifiedAt, role }) => (
            <li key={id}>
              <a href={`/organisations/${id}`}>{name}</a> <OrganisationStanding verified={verifiedAt !== null} />{' '}
              {t(`account:roles.${role}`)}
            </li>
          ))}
        </ul>
      )}
      <Heading level={2}>{t('add.title')}</Heading>
      <p>{t('add.text')}</p>
      <form method="post" noValidate className="stack">
        <Field id="name" label={t('name')} error={errorOf('name')} need="required">
          {(control) => (
            <TextInput {...control} name="name" autoComplete="organization" defaultValue={actionData?.typed.name} />
          )}
        </Field>
        <Field id="number" label={t('number')} hint={t('numberHint')} error={errorOf('number')}>
          {(control) => (
            <TextInput
              {...control}
              name="number"
              span="medium"
              inputMode="numeric"
              defaultValue={actionData?.typed.number}
            />
          )}
        </Field>
        <Button size="large">{t('add.submit')}</Button>
      </form>
    </AccountPage>
  )
}
