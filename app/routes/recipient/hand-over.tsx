import { data, redirect } from 'react-router'

import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import type { HandOverProblem } from '#app/hand-overs/decide.ts'
import { confirmedOf, HandOverConfirm } from '#app/hand-overs/hand-over-confirm.tsx'
import { HandOverForm } from '#app/hand-overs/hand-over-form.tsx'
import { handOverPage } from '#app/hand-overs/hand-over-page.server.ts'
import { checkHandOver, handOver } from '#app/hand-overs/hand-over.server.ts'
import { TargetForm } from '#app/hand-overs/target-form.tsx'
import { handOverLimits, type HandOverWish } from '#app/hand-overs/wish.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { Route } from './+types/hand-over'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const { searchParams } = new URL(args.request.url)
  const asked = { to: searchParams.get('to'), delivery: searchParams.get('delivery') }
  const page = await handOverPage(context, args.params.id, asked)
  const untold = page.to === null && searchParams.get('go') === 'next'
  return { officer: { name, recipient, prefecture }, page, untold }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const { id } = args.params
  const form = await formOf(args.request)
  const wish = wishIn(form)
  const go = textOf(form, 'go')
  const page = await handOverPage(context, id, wish)
  const none: HandOverProblem[] = []
  if (go === 'edit') return { page, wish, problems: none, confirmed: null }
  const result = go === 'send' ? await handOver(context, id, wish) : await checkHandOver(context, id, wish)
  if ('problems' in result) return data({ page, wish, problems: result.problems, confirmed: null }, { status: 422 })
  if (!('done' in result)) return { page, wish, problems: none, confirmed: confirmedOf(result, page.choices.grounds) }
  leaveFlash(args, result.done)
  return redirect(result.done === 'moved' ? '/desk' : `/desk/case-files/${id}`, 303)
}

function wishIn(form: FormData): HandOverWish {
  const [to, prefecture, delivery] = [textOf(form, 'to'), textOf(form, 'prefecture'), textOf(form, 'delivery')]
  const [ground, groundText, reason] = [textOf(form, 'ground'), textOf(form, 'groundText'), textOf(form, 'reason')]
  return { to, prefecture, delivery, ground, groundText, reason, items: form.getAll('item').map(String) }
}

const noTarget = { field: 'to', code: 'toMissing' } as const
const untyped = { prefecture: '', ground: '', groundText: '', reason: '' }

export default function HandOver({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  const page = actionData?.page ?? loaderData.page
  const { id, to, targets, held, own, delivery, choices } = page
  const back = `/desk/case-files/${id}`
  const here = `${back}/hand-over`
  const wish = actionData?.wish ?? { ...untyped, to: to ?? '', delivery, items: choices.needed }
  const found = actionData ? actionData.problems : loaderData.untold ? [noTarget] : []
  const problems = found.map(({ field, code }) => ({
    id: field,
    message: t(`problems.${code}`, { max: field === 'reason' ? handOverLimits.reason : handOverLimits.groundText }),
  }))
  const errors = Object.fromEntries(problems.map((one) => [one.id, one.message]))
  const target = choices.moves ? t('form.otherPrefecture') : to && words.recipient(to)
  const title = target ? t('form.titleTo', { recipient: target }) : t('form.title')
  return (
    <DeskPage
      officer={loaderData.officer}
      title={actionData?.confirmed ? t('confirm.title') : title}
      before={<a href={back}>{t('form.backTo', { case: page.name })}</a>}
    >
      <ErrorSummary problems={problems} />
      {actionData?.confirmed ? (
        <HandOverConfirm action={here} wish={wish} confirmed={actionData.confirmed} />
      ) : (
        <>
          <p>{t('form.lead')}</p>
          {to === null ? (
            <TargetForm action={here} back={back} targets={targets} held={held} own={own} error={errors.to} />
          ) : (
            <HandOverForm action={here} wish={wish} choices={choices} errors={errors} />
          )}
        </>
      )}
    </DeskPage>
  )
}
