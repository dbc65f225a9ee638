import { data, redirect } from 'react-router'

import { askForAccount, sendsLinks } from '#app/accounts/ask-account.server.ts'
import { AskedNotice } from '#app/accounts/asked-notice.tsx'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/lost'

export function loader(args: Route.LoaderArgs) {
  return { sends: sendsLinks(args) }
}

export async function action(args: Route.ActionArgs) {
  const mail = textOf(await formOf(args.request), 'mail')
  const asked = await askForAccount(args, { name: '', mail, lost: true })
  if (asked.state === 'throttled') throw new Refusal('tooMany', { retryAfter: asked.retryAfter, next: '/account/lost' })
  if (asked.state === 'mute') return redirect('/account/lost', 303)
  if (asked.state === 'problems') return data({ mail, wrong: true as const }, { status: 422 })
  return data({ asked: { mail, shown: asked.shown } })
}

/** A way back in for whoever lost the device, the key and the codes. */
export default function Lost({ loaderData: { sends }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('account')
  if (actionData && 'asked' in actionData) {
    return (
      <Page title={t('ask.sent')}>
        <AskedNotice {...actionData.asked} />
      </Page>
    )
  }
  const error = actionData ? t('ask.problems.wrongMail') : undefined
  return (
    <Page title={t('lost.title')}>
      <ErrorSummary problems={error ? [{ id: 'mail', message: error }] : []} />
      {sends ? <Ask mail={actionData?.mail} error={error} /> : <Notice tone="warning" title={t('lost.mute')} />}
      <Heading level={2}>{t('lost.otherwise')}</Heading>
      <ul className="list">
        <li>{t('lost.colleague')}</li>
        <li>{t('lost.operator')}</li>
        <li>{t('lost.key')}</li>
      </ul>
    </Page>
  )
}

function Ask({ mail, error }: { mail: string | undefined; error: string | undefined }) {
  const { t } = useTranslation('account')
  return (
    <>
      <p className="lead">{t('lost.lead')}</p>
      <form method="post" noValidate className="stack">
        <Field id="mail" label={t('lost.mail')} error={error} need="required">
          {(control) => (
            <TextInput {...control} type="email" name="mail" span="long" autoComplete="email" defaultValue={mail} />
          )}
        </Field>
        <Button size="large">{t('lost.submit')}</Button>
      </form>
    </>
  )
}
