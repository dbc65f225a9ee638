import { redirect } from 'react-router'

import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer, signInHolder } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { CodeShown } from '#app/intakes/intake-code.tsx'
import { IntakeState } from '#app/intakes/intake-list.tsx'
import { ownIntakeView } from '#app/intakes/intake-view.ts'
import { continueIntake, getIntake, giveCode } from '#app/intakes/read-intakes.server.ts'
import { leaveIntakeMark } from '#app/reports/intake-mark.server.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'

import type { Route } from './+types/intake'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const intake = ownIntakeView(await getIntake(context, args.params.reference), context.now)
  return { officer: { name, recipient, prefecture }, intake }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  if (textOf(form, 'go') === 'code') {
    const { code, expiresAt } = await giveCode(context, args.params.reference)
    return { code, expiresAt: expiresAt.toISOString() }
  }
  const { reportId, reference } = await continueIntake(context, args.params.reference)
  await signInHolder(args, { reportId, reference, intake: context.actor.officerId })
  leaveIntakeMark(args, reference)
  return redirect(`/reports/${reference}`, 303)
}

export default function Intake({ loaderData: { officer, intake }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('intakes')
  const { dateTime } = useFormat()
  const { reference, name, phone, channel, receivedAt, startedAt, takenOverAt, codeExpiresAt } = intake
  const rows = [
    { term: t('list.state'), children: <IntakeState intake={intake} /> },
    { term: t('list.caller'), children: name },
    { term: t('form.phone'), children: phone || '―' },
    { term: t('list.channel'), children: t(`channels.${channel}`) },
    { term: t('list.received'), children: dateTime(receivedAt) },
    { term: t('list.typed'), children: dateTime(startedAt) },
    { term: t('list.officer'), children: intake.officer ?? '―' },
    ...(takenOverAt ? [{ term: t('list.takenOver'), children: dateTime(takenOverAt) }] : []),
  ]
  return (
    <DeskPage
      officer={officer}
      title={t('one.title', { reference })}
      here="intake"
      before={<a href="/desk/intake">{t('one.back')}</a>}
    >
      {actionData && <CodeShown reference={reference} code={actionData.code} expiresAt={actionData.expiresAt} />}
      <p className="quiet">{t('form.confidence')}</p>
      <DescriptionList rows={rows} />
      {takenOverAt ? (
        <p>{t('one.takenOver')}</p>
      ) : (
        <form method="post" action={`/desk/intake/${reference}`} className="stack">
          <Actions>
            <Button name="go" value="continue">
              {t('one.continue')}
            </Button>
          </Actions>
          <Heading level={2}>{t('one.codeTitle')}</Heading>
          <p>{t('one.codeLead')}</p>
          {codeExpiresAt && !actionData && <p>{t('one.codeGiven', { at: dateTime(codeExpiresAt) })}</p>}
          <Actions>
            <Button look="outline" name="go" value="code">
              {t(codeExpiresAt ? 'one.codeAnew' : 'one.code')}
            </Button>
          </Actions>
        </form>
      )}
    </DeskPage>
  )
}
