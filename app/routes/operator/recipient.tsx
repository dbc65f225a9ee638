import { data, redirect } from 'react-router'

import { recipientsAt } from '#app/accounts/invite.server.ts'
import { backPath, leftPath } from '#app/accounts/openid.server.ts'
import { changePolicy } from '#app/accounts/policy.server.ts'
import { policyFieldOf, policyMeans, type PolicyProblem } from '#app/accounts/policy.ts'
import { ShutOut } from '#app/accounts/shut-out.tsx'
import { StaleNote } from '#app/accounts/stale-note.tsx'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choices.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { accountsPolicy, findPolicy } from '#db/people/recipient-policies.server.ts'

import type { Route } from './+types/recipient'

export async function loader(args: Route.LoaderArgs) {
  const { db, now } = await requireOperator(args)
  await requireFresh(args)
  const { recipient } = args.params
  if (![...recipientsAt(now), accountsPolicy].includes(recipient)) throw new Refusal('notFound')
  const { means, provider, openingsAfter } = await db.transaction((tx) => findPolicy(tx, recipient))
  const { issuer = '', clientId = '', acr = '', attribute = '' } = provider ?? {}
  const { origin } = new URL(args.request.url)
  return {
    recipient,
    callback: `${origin}${backPath(recipient)}`,
    exit: `${origin}${leftPath}`,
    isAccounts: recipient === accountsPolicy,
    policy: { means, issuer, clientId, acr, attribute, openings: String(openingsAfter) },
  }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  const { recipient } = args.params
  if (![...recipientsAt(context.now), accountsPolicy].includes(recipient)) throw new Refusal('notFound')
  const form = await formOf(args.request)
  const typed = {
    means: form.getAll('means').filter((each) => typeof each === 'string'),
    issuer: textOf(form, 'issuer'),
    clientId: textOf(form, 'client-id'),
    acr: textOf(form, 'acr'),
    openings: textOf(form, 'openings'),
    attribute: textOf(form, 'attribute'),
  }
  const clientSecret = textOf(form, 'client-secret')
  const again = (problems: PolicyProblem[], shutOut: readonly (string | null)[] = []) =>
    data({ typed, problems, shutOut }, { status: 422 })
  if (!(await isFreshOrStays(args))) return again(['stale'])
  const shutsOut = textOf(form, 'shuts-out') === 'yes'
  const changed = await changePolicy(args, context, recipient, { ...typed, clientSecret, shutsOut })
  if (changed.kind === 'wrong') return again(changed.problems)
  if (changed.kind === 'shutsOut') return again(['shutsOut'], changed.people)
  leaveFlash(args, changed.signedOut > 0 ? 'signedOut' : 'changed')
  return redirect('/operator/recipients')
}

export default function RecipientPolicyPage({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  const { recipient, callback, exit, isAccounts } = loaderData
  const policy = actionData?.typed ?? loaderData.policy
  const said = (actionData?.problems ?? []).map((code) => ({
    id: policyFieldOf[code],
    message: t(`policies.problems.${code}`),
  }))
  const errorOf = (id: string) => said.find((problem) => problem.id === id)?.message
  const text = (id: string, name: string, value: string, type = 'text') => (
    <Field id={id} label={t(`policies.${name}`)} hint={t(`policies.${name}Hint`)} error={errorOf(id)}>
      {(control) => (
        <TextInput {...control} type={type} name={id} span="long" autoComplete="off" defaultValue={value} />
      )}
    </Field>
  )
  const title = t('policies.of', {
    recipient: isAccounts ? t('policies.accounts') : words.recipient(recipient),
  })
  const back = <a href="/operator/recipients">{t('policies.back')}</a>
  return (
    <OperatorPage title={title} here={null} width="narrow" before={back}>
      <ErrorSummary problems={said} />
      <form method="post" noValidate className="stack">
        {errorOf('again') && <StaleNote />}
        {errorOf('shuts-out') && <ShutOut people={actionData?.shutOut ?? []} />}
        <FieldGroup id="means" label={t('policies.means')} error={errorOf('means')} need="required">
          {() => (
            <CheckboxGroup
              id="means-choice"
              name="means"
              options={policyMeans.map((value) => ({
                value,
                label: t(`means.${value}`),
                hint: t(`policies.hint.${value}`),
              }))}
              values={policy.means}
            />
          )}
        </FieldGroup>
        <Heading level={2}>{t('policies.provider')}</Heading>
        <p>{t('policies.providerText', { callback, exit })}</p>
        {text('issuer', 'issuer', policy.issuer)}
        {text('client-id', 'client', policy.clientId)}
        {text('client-secret', 'secret', '', 'password')}
        {text('acr', 'acr', policy.acr)}
        {isAccounts && text('attribute', 'attribute', policy.attribute)}
        {isAccounts ? (
          <input type="hidden" name="openings" value={policy.openings} />
        ) : (
          <>
            <Heading level={2}>{t('policies.openings')}</Heading>
            {text('openings', 'openingsAfter', policy.openings)}
          </>
        )}
        <Button size="large">{t('policies.save')}</Button>
      </form>
    </OperatorPage>
  )
}
