import { redirect } from 'react-router'

import { MentionList } from '#app/case-files/acts/mention-list.tsx'
import { readMentions, seeMentions } from '#app/case-files/acts/mentions.server.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { formOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

import type { Route } from './+types/mentions'

/** Internal notes in which colleagues named this officer. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  return { officer: { name, recipient, prefecture }, mentions: await readMentions(context) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  await seeMentions(context, form.getAll('note').map(String))
  return redirect('/desk/mentions', 303)
}

export default function Mentions({ loaderData: { officer, mentions } }: Route.ComponentProps) {
  const { t } = useTranslation('asking')
  return (
    <DeskPage officer={officer} title={t('mentions.title')} width="wide" here="mentions">
      <p className="lead">{t('mentions.lead')}</p>
      <MentionList mentions={mentions} />
    </DeskPage>
  )
}
