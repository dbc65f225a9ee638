import { data, redirect } from 'react-router'

import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { GiveView } from '#app/mandates/give-view.tsx'
import type { Client } from '#app/mandates/give-mandate.server.ts'
import { postMandate, untypedMandate } from '#app/mandates/mandate-post.server.ts'
import { wrongFileOf } from '#app/mandates/wrong-file.ts'
import { readMandates } from '#app/mandates/read-mandates.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Heading } from '#app/ui/heading.tsx'
import type { Context } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'

import type { Route } from './+types/mandates'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const context = await requireFiler(args, reference, 'read')
  return {
    frame: frameOf(args, reference),
    ...(await readMandates(context)),
    once: newId(),
    file: new URL(args.request.url).searchParams.get('file'),
    untyped: untypedMandate(context.now),
    today: untypedMandate(new Date(context.now.getTime() - 90 * 86_400_000)).until,
    sections: currentEdition.sections.map(({ id }) => id),
  }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const posted = await postMandate(await requireClient(args, reference), await formOf(args.request))
  if (posted.kind === 'problems') return data({ ...posted, given: null, narrowing: null }, { status: 422 })
  if (posted.kind === 'narrowing') {
    return data({ problems: [], typed: null, given: null, narrowing: posted }, { status: 422 })
  }
  if (posted.kind === 'code') {
    const { number, code, expiresAt } = posted.given
    return { problems: [], typed: null, narrowing: null, given: { number, code, expiresAt: expiresAt.toISOString() } }
  }
  leaveFlash(args, posted.notice)
  return redirect(`/reports/${reference}/mandates`, 303)
}

/** Whoever may send the report may let somebody else do so; a vendor passes nothing on. */
async function requireClient(args: DoorArgs, reference: string): Promise<Context<Client>> {
  const { db, actor, now } = await requireFiler(args, reference, 'send')
  if (actor.kind === 'vendor') throw new Refusal('forbidden')
  return { db, actor, now }
}

export default function Mandates({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('mandates')
  const { dateTime } = useFormat()
  const { frame, mandates, sendings, once, untyped, today, sections, file } = loaderData
  const wrong = wrongFileOf(mandates, file, frame.notice)
  const framed = wrong ? { ...frame, notice: null } : frame
  const base = `/reports/${frame.reference}`
  return (
    <ReportPage act="send" frame={framed} title={t('title')} current="board" here={`${base}/mandates`}>
      <p className="lead">{t('lead')}</p>
      {sendings.length > 0 && (
        <>
          <Heading level={2}>{t('sendings.title')}</Heading>
          <ul className="list">
            {sendings.map(({ id, askedAt, state, vendor, words }) => (
              <li key={id}>
                {t(`sendings.${state}`, { at: dateTime(askedAt), vendor })}{' '}
                {state === 'waits' && <a href={`${base}/sending`}>{t('sendings.look')}</a>}
                {words && <blockquote className="typed">{words}</blockquote>}
              </li>
            ))}
          </ul>
        </>
      )}
      <GiveView
        mandates={mandates}
        typed={actionData?.typed ?? untyped}
        problems={actionData?.problems ?? []}
        given={actionData?.given ?? null}
        narrowing={actionData?.narrowing ?? null}
        sections={sections}
        once={once}
        today={today}
        action={`${base}/mandates`}
        wrongFile={wrong ? { id: wrong, message: t(`reporter:notices.${frame.notice}`) } : null}
      />
      <p>
        <a href={`${base}/access`}>{t('acts.log')}</a>
      </p>
      <p>
        <a href={base}>{t('back')}</a>
      </p>
    </ReportPage>
  )
}
