import { redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isUnmandated, mayDraft } from '#app/reports/authority.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { compareRevisions } from '#app/reports/revisions/revisions-page.server.ts'
import { coverLimit, keepCover, restoreAnswer } from '#app/reports/revisions/revisions-restore.server.ts'
import { RevisionsTable } from '#app/reports/revisions/revisions-table.tsx'
import type { RevisionName } from '#app/reports/revisions/revisions.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select, TextArea } from '#app/ui/text-input.tsx'

import type { Route } from './+types/compare'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const wish = new URL(args.request.url).searchParams
  const asked = { from: wish.get('from'), to: wish.get('to'), lens: wish.get('lens') }
  const holder = await requireFiler(args, reference, 'read', 'whole')
  const comparison = await compareRevisions(holder, asked, args.context.get(visitContext).language)
  const mayWrite = mayDraft(holder.actor) && !isUnmandated(holder.actor)
  return { frame: frameOf(args, reference), limit: coverLimit, mayWrite, ...comparison }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'draft', 'whole')
  const form = await formOf(args.request)
  if (textOf(form, 'do') === 'restore') {
    const item = textOf(form, 'item')
    const step = await restoreAnswer(holder, item, Number(textOf(form, 'from')))
    leaveFlash(args, 'restored')
    return redirect(step ? `/reports/${reference}/answer/${step}#${item}` : `/reports/${reference}/compare`, 303)
  }
  await keepCover(holder, 'changes', textOf(form, 'changes').slice(0, coverLimit))
  leaveFlash(args, 'coverKept')
  return redirect(`/reports/${reference}/compare`, 303)
}

export default function Compare({ loaderData }: Route.ComponentProps) {
  const { t, recipient } = useNames()
  const { frame, rows, from, to, lens, lenses, withdrawn } = loaderData
  const base = `/reports/${frame.reference}`
  const here = `${base}/compare`
  const nameOf = useRevisionName(loaderData)
  const titles = { before: nameOf(from), after: nameOf(to) }
  return (
    <ReportPage frame={frame} title={t('compare.title')} current="board" here={here} width="wide">
      <p className="lead">{t('compare.lead')}</p>
      <Which data={loaderData} here={here} />
      {rows.length === 0 ? (
        <p>{t(lens ? 'compare.sameFor' : 'compare.same', { recipient: lens ? recipient(lens) : '' })}</p>
      ) : (
        <RevisionsTable rows={rows} from={from} titles={titles} action={withdrawn ? null : here} />
      )}
      <Card id="meaning" title={t('compare.meaning')}>
        <ul className="list">
          {lenses.map((one) => (
            <li key={one.recipient}>
              <a href={`${here}?from=${from}&to=${to}&lens=${one.recipient}`}>{recipient(one.recipient)}</a>{' '}
              {one.changes === null && t('compare.noPart')}
              {one.changes === 0 && t('compare.unchanged')}
              {!!one.changes && t('compare.changes', { count: one.changes })}
            </li>
          ))}
        </ul>
      </Card>
      {!withdrawn && loaderData.mayWrite && <Why data={loaderData} here={here} />}
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}

type CompareData = Route.ComponentProps['loaderData']

function Which({ data, here }: { data: CompareData; here: string }) {
  const { t, recipient } = useNames()
  const nameOf = useRevisionName(data)
  const names: RevisionName[] = [...data.revisions.map(({ number }) => number), 'draft']
  const options = names.map((name) => ({ value: String(name), label: nameOf(name) }))
  return (
    <form method="get" action={here} className="compare-filters">
      <Field id="from" label={t('compare.from')}>
        {(control) => <Select {...control} name="from" options={options} defaultValue={String(data.from)} />}
      </Field>
      <Field id="to" label={t('compare.to')}>
        {(control) => <Select {...control} name="to" options={options} defaultValue={String(data.to)} />}
      </Field>
      <Field id="lens" label={t('compare.lens')}>
        {(control) => (
          <Select
            {...control}
            name="lens"
            empty={t('compare.everything')}
            options={data.lenses.map((one) => ({ value: one.recipient, label: recipient(one.recipient) }))}
            defaultValue={data.lens ?? ''}
          />
        )}
      </Field>
      <Button look="outline">{t('compare.show')}</Button>
    </form>
  )
}

function Why({ data, here }: { data: CompareData; here: string }) {
  const { t } = useNames()
  return (
    <Card id="why" title={t('compare.whyTitle')}>
      <p>{t('compare.whyLead')}</p>
      <form method="post" action={here} className="stack">
        <Field
          id="changes"
          label={t('compare.why')}
          hint={t('compare.whyHint')}
          need="optional"
          audience={<Audience who="nextReport" />}
        >
          {(control) => (
            <TextArea {...control} name="changes" rows={4} counted maxLength={data.limit} defaultValue={data.note} />
          )}
        </Field>
        <Actions>
          <Button name="do" value="note">
            {t('compare.whySave')}
          </Button>
          <LinkButton look="text" href={here.replace(/compare$/, 'preview')}>
            {t('compare.toPreview')}
          </LinkButton>
        </Actions>
      </form>
    </Card>
  )
}

function useRevisionName({ revisions }: CompareData): (name: RevisionName) => string {
  const { t } = useNames()
  return (name) => {
    const found = revisions.find(({ number }) => number === name)
    if (!found) return t('compare.draft')
    return t('compare.revision', { number: found.number, phase: t(`preview.phases.${found.phase}`) })
  }
}
