import { data, redirect } from 'react-router'

import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { errorsBeside, messagesOf } from '#app/reports/form/field-messages.ts'
import { filledFrom } from '#app/reports/form/filled-fields.ts'
import { ItemField } from '#app/reports/form/item-field.tsx'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { pageVersion } from '#app/reports/form/page-version.server.ts'
import { savePage } from '#app/reports/form/save-page.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { disclosureItems, joinable, toldOf } from '#app/reports/preview/disclosure.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { formValues } from '#forms/answers.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'

import type { Route } from './+types/disclosure'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const { report, draft, plan, whole } = await openDraft(await requireFiler(args, reference, 'read'))
  const { choices } = draft
  return {
    frame: frameOf(args, reference),
    version: pageVersion(draft, disclosureItems),
    isSent: report.revisionNumber > 0,
    withdrawn: report.withdrawnAt !== null,
    joined: joinable(plan, whole.answers, choices),
    fields: disclosureItems.map((id) => {
      const item = itemOf(currentEdition, id)
      return { item, values: formValues(item, draft.answers[id]), told: toldOf(id, plan, whole.answers, choices) }
    }),
  }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'draft')
  const saved = await savePage(holder, await formOf(args.request))
  if (saved.problems.length > 0)
    return data({ messages: messagesOf(saved.problems), typed: saved.typed, version: saved.version }, { status: 422 })
  leaveFlash(args, saved.conflicts.length > 0 ? 'stale' : 'disclosureSaved')
  return redirect(`/reports/${reference}/disclosure`, 303)
}

export default function Disclosure({ loaderData, actionData }: Route.ComponentProps) {
  const { t, recipients, problem, problemOf } = useNames()
  const { frame, fields, joined, isSent, withdrawn } = loaderData
  const base = `/reports/${frame.reference}`
  const here = `${base}/disclosure`
  const messages = (actionData?.messages ?? []).map((one) => ({
    id: one.id,
    message: problemOf(one),
    own: problem(one),
  }))
  return (
    <ReportPage act="draft" frame={frame} title={t('disclosure.title')} current="board" here={here}>
      <ErrorSummary problems={messages} />
      <p className="lead">{t('disclosure.lead')}</p>
      {joined.length > 0 && (
        <Notice tone="warning" title={t('disclosure.joined')}>
          <p>{t('disclosure.joinedText', { recipients: recipients(joined) })}</p>
        </Notice>
      )}
      {!withdrawn && (
        <form method="post" action={here} noValidate className="stack">
          <input type="hidden" name="version" value={actionData?.version ?? loaderData.version} />
          <input type="hidden" name="shown" value={fields.map(({ item }) => item.id).join(' ')} />
          {fields.map(({ item, values, told }) => (
            <ItemField
              key={item.id}
              item={item}
              for={told}
              carried={false}
              filled={filledFrom(actionData ? actionData.typed : values)}
              errors={errorsBeside(messages)}
            />
          ))}
          <Actions>
            <Button name="do" value="save">
              {t('disclosure.save')}
            </Button>
            <LinkButton look="text" href={`${base}/preview`}>
              {t('compare.toPreview')}
            </LinkButton>
          </Actions>
        </form>
      )}
      <p>{t(isSent ? 'disclosure.later' : 'disclosure.first')}</p>
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}
