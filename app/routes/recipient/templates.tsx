import { data, redirect } from 'react-router'

import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { TemplateForm, type TypedTemplate } from '#app/feedback/template-form.tsx'
import { TemplateList } from '#app/feedback/template-list.tsx'
import { keepTemplate, setRetired } from '#app/feedback/templates.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { ForActing } from '#app/http/for-acting.tsx'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { listTemplates } from '#db/case-files/templates.server.ts'

import type { Route } from './+types/templates'

/** The body's own words for what it often writes. With an id in the address that one is being changed. */
export async function loader(args: Route.LoaderArgs) {
  const { db, actor } = await requireOfficer(args)
  const templates = await db.transaction((tx) => listTemplates(tx, { retired: true }))
  const editing = templates.find(({ id }) => id === args.params.id) ?? null
  if (args.params.id && !editing) throw new Refusal('notFound')
  const { name, recipient, prefecture } = actor
  return { officer: { name, recipient, prefecture }, templates, editing, done: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const { id = null } = args.params
  const retire = textOf(form, 'retire')
  if (id && retire) {
    await setRetired(context, id, retire === 'yes')
    leaveFlash(args, retire === 'yes' ? 'retired' : 'restored')
    return redirect('/desk/templates', 303)
  }
  const typed = typedIn(form)
  const problems = await keepTemplate(context, id, typed)
  if (problems.length > 0) return data({ typed, problems }, { status: 422 })
  leaveFlash(args, 'kept')
  return redirect('/desk/templates', 303)
}

function typedIn(form: FormData): TypedTemplate {
  const words = (language: string) => ({
    name: textOf(form, `name-${language}`),
    text: textOf(form, `text-${language}`),
  })
  return { kind: textOf(form, 'kind'), content: { ja: words('ja'), en: words('en') } }
}

export default function Templates({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('asking')
  const { officer, templates, editing, done } = loaderData
  const recipient = useWords().recipient(officer.recipient)
  const problems = (actionData?.problems ?? []).map(({ field, code, values }) => ({
    id: field,
    message: t(`recipient:problems.${code}`, { ...values }),
  }))
  const typed = actionData?.typed ?? (editing && { kind: editing.kind, content: { ja: editing.ja, en: editing.en } })
  return (
    <DeskPage officer={officer} title={t('template.title')}>
      <ErrorSummary problems={problems} />
      {done && <Notice tone="success" title={t(`template.done.${done}`)} announced />}
      <p className="lead">{t('template.lead', { recipient })}</p>
      {!editing && <TemplateList templates={templates} />}
      <ForActing>
        <Heading level={2}>{t(editing ? 'template.change' : 'template.make')}</Heading>
        <TemplateForm
          id={editing?.id ?? null}
          typed={typed}
          recipient={recipient}
          errors={new Map(problems.map(({ id, message }) => [id, message]))}
        />
      </ForActing>
      {editing && (
        <p>
          <a href="/desk/templates">{t('template.back')}</a>
        </p>
      )}
    </DeskPage>
  )
}
