import { data, redirect } from 'react-router'

import { askForAccount, sendsLinks, type AskProblem } from '#app/accounts/ask-account.server.ts'
import { AskedNotice } from '#app/accounts/asked-notice.tsx'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/new-account'

export function loader(args: Route.LoaderArgs) {
  return { sends: sendsLinks(args) }
}

export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const typed = { name: textOf(form, 'name'), mail: textOf(form, 'mail') }
  const asked = await askForAccount(args, { ...typed, lost: false })
  if (asked.state === 'throttled') throw new Refusal('tooMany', { retryAfter: asked.retryAfter, next: '/account/new' })
  if (asked.state === 'mute') return redirect('/account/new', 303)
  if (asked.state === 'problems') return data({ typed, problems: asked.problems }, { status: 422 })
  return data({ asked: { mail: typed.mail, shown: asked.shown } })
}

const fieldOf: Record<AskProblem, string> = { missingName: 'name', longName: 'name', wrongMail: 'mail' }

export default function NewAccount({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('account')
  if (actionData && 'asked' in actionData) {
    return (
      <Page title={t('ask.sent')}>
        <AskedNotice {...actionData.asked} />
      </Page>
    )
  }
  if (!loaderData.sends) {
    return (
      <Page title={t('ask.title')}>
        <Notice tone="warning" title={t('ask.mute')}>
          <p>{t('ask.muteText')}</p>
        </Notice>
        <p>
          <a href="/">{t('ask.front')}</a>
        </p>
      </Page>
    )
  }
  const problems = (actionData?.problems ?? []).map((code) => ({
    id: fieldOf[code],
    message: t(`ask.problems.${code}`),
  }))
  const errorOf = (id: string) => problems.find((problem) => problem.id === id)?.message
  return (
    <Page title={t('ask.title')}>
      <ErrorSummary problems={problems} />
      <p className="lead">{t('ask.lead')}</p>
      <Notice title={t('ask.noNeed')}>
        <p>{t('ask.noNeedText')}</p>
      </Notice>
      <form method="post" noValidate className="stack">
        <Field id="name" label={t('ask.name')} hint={t('ask.nameHint')} error={errorOf('name')} need="required">
          {(control) => (
            <TextInput
              {...control}
              name="name"
              span="medium"
              autoComplete="name"
              defaultValue={actionData?.typed.name}
            />
          )}
        </Field>
        <Field id="mail" label={t('ask.mail')} hint={t('ask.mailHint')} error={errorOf('mail')} need="required">
          {(control) => (
            <TextInput
              {...control}
              type="email"
              name="mail"
              span="long"
              autoComplete="email"
              defaultValue={actionData?.typed.mail}
            />
          )}
        </Field>
        <Button size="large">{t('ask.submit')}</Button>
      </form>
      <p>
        <a href="/sign-in">{t('ask.signIn')}</a>
      </p>
    </Page>
  )
}
