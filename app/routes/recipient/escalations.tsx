import { data, redirect } from 'react-router'

import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { RuleForms, RuleList } from '#app/escalations/rules-view.tsx'
import { readRules, removeRule, saveRule } from '#app/escalations/rules.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { ruleLimits } from '#db/case-files/escalation-rules.ts'

import type { Route } from './+types/escalations'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  return {
    officer: { name, recipient, prefecture },
    administers: isAdministrator(context.actor),
    rules: await readRules(context),
    done: takeFlash(args),
  }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const id = textOf(form, 'rule') || null
  if (textOf(form, 'do') === 'end' && id) {
    await removeRule(context, id)
    leaveFlash(args, 'ended')
    return redirect('/desk/escalations', 303)
  }
  const [condition = '', hours = '', severity = '', tells = '', past = ''] = [
    'condition',
    'hours',
    'severity',
    'tells',
    'past',
  ].map((field) => textOf(form, field))
  const wish = { id, condition, hours, severity, tells, past }
  const problems = await saveRule(context, wish)
  if (problems.length > 0) return data({ ...wish, problems }, { status: 422 })
  leaveFlash(args, 'saved')
  return redirect('/desk/escalations', 303)
}

export default function Escalations({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('case-files')
  const { officer, administers, rules, done } = loaderData
  const typed = actionData ?? null
  const problems = (typed?.problems ?? []).map(({ field, code, count }) => ({
    id: `${typed?.id ?? 'new'}-${field}`,
    message: t(`rules.problems.${code}`, { max: ruleLimits.hours, count }),
  }))
  return (
    <DeskPage officer={officer} title={t('rules.title')} width="wide" here="escalations">
      <ErrorSummary problems={problems} />
      {done && <Notice tone="success" title={t(`rules.done.${done}`)} announced />}
      <p>{t('rules.lead')}</p>
      <p>
        <a href="/desk?escalated=1">{t('rules.queue')}</a>
      </p>
      {administers ? <RuleForms rules={rules} typed={typed} /> : <RuleList rules={rules} />}
    </DeskPage>
  )
}
