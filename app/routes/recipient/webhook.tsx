import { data, redirect } from 'react-router'

import { StaleNote } from '#app/accounts/stale-note.tsx'
import { DeskPage } from '#app/case-files/desk-page.tsx'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { actOnWebhook, rotateSecrets, saveWebhook, type WebhookProblem } from '#app/webhooks/arrange.server.ts'
import { readWebhook } from '#app/webhooks/read.server.ts'
import { SecretShown } from '#app/webhooks/secret-shown.tsx'
import { WebhookForm } from '#app/webhooks/webhook-form.tsx'
import { WebhookView } from '#app/webhooks/webhook-view.tsx'
import { placeOf, wishIn } from '#app/webhooks/wish.server.ts'
import { errorsOf, summaryOf } from '#app/webhooks/wish.ts'

import type { Route } from './+types/webhook'

const stale: WebhookProblem = { field: 'again', code: 'stale' }

/** One endpoint: what it is told, its secrets, what became of the messages. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const read = await readWebhook(context, args.params.id)
  return { officer: { name, recipient, prefecture }, ...read, done: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const { id } = args.params
  const form = await formOf(args.request)
  const act = textOf(form, 'do')
  if (act === 'save') {
    const typed = wishIn(form)
    const problems = (await isFreshOrStays(args)) ? await saveWebhook(context, id, typed, placeOf(args)) : [stale]
    if (problems.length > 0) return data({ typed, problems }, { status: 422 })
    leaveFlash(args, 'saved')
    return redirect(`/desk/webhooks/${id}`, 303)
  }
  if (act === 'rotate') {
    await requireFresh(args)
    return { made: await rotateSecrets(context, id) }
  }
  const done = await actOnWebhook(context, id, { act, message: textOf(form, 'message') })
  leaveFlash(args, done)
  return redirect(done === 'removed' ? '/desk/webhooks' : `/desk/webhooks/${id}`, 303)
}

export default function Webhook({ loaderData, actionData }: Route.ComponentProps) {
  const { officer, webhook, failed, messages, done } = loaderData
  const { t } = useTranslation('webhooks')
  const made = actionData && 'made' in actionData ? actionData.made : null
  const wrong = actionData && 'problems' in actionData ? actionData : null
  const problems = wrong?.problems ?? []
  const typed = wrong?.typed ?? { ...webhook, contentKey: webhook.contentKey ?? '' }
  return (
    <DeskPage
      officer={officer}
      title={t('one', { host: new URL(webhook.url).host })}
      width="wide"
      before={
        <>
          <a href="/desk/webhooks">{t('back')}</a>
          {done && <Notice tone={done === 'nothing' ? 'info' : 'success'} announced title={t(`done.${done}`)} />}
        </>
      }
    >
      <ErrorSummary problems={summaryOf(problems, t)} />
      {problems.some(({ code }) => code === 'stale') && <StaleNote />}
      {made ? (
        <SecretShown {...made} />
      ) : (
        <>
          <WebhookView webhook={webhook} failed={failed} messages={messages} />
          <Card title={t('settings')} id="settings">
            <WebhookForm isNew={false} typed={typed} errors={errorsOf(problems, t)} />
          </Card>
        </>
      )}
    </DeskPage>
  )
}
