import { redirect } from 'react-router'

import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { mayDraft } from '#app/reports/authority.ts'
import type { AnswerConsent } from '#app/reports/board/beyond-needs.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import {
  readAnswerConsents,
  readConsents,
  withdrawConsent,
  type ConsentState,
} from '#app/reports/preview/consent-page.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Card } from '#app/ui/card.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { Route } from './+types/consents'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'read')
  const [consents, answers, { report }] = await Promise.all([
    readConsents(holder),
    readAnswerConsents(holder),
    openDraft(holder),
  ])
  const { actor } = holder
  return {
    frame: frameOf(args, reference),
    consents,
    answers,
    by: actor.kind === 'member' ? ('member' as const) : ('holder' as const),
    state: report.withdrawnAt ? ('over' as const) : mayDraft(actor) ? ('open' as const) : ('read' as const),
  }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'draft')
  const kind = textOf(await formOf(args.request), 'kind')
  const { report } = await openDraft(holder)
  await withdrawConsent(holder, kind, wordsOf(report.language)('reporter:consents.message'))
  leaveFlash(args, 'consentWithdrawn')
  return redirect(`/reports/${reference}/consents`, 303)
}

export default function Consents({ loaderData: { frame, consents, answers, by, state } }: Route.ComponentProps) {
  const { t } = useNames()
  const base = `/reports/${frame.reference}`
  return (
    <ReportPage frame={frame} title={t('consents.title')} current="board" here={`${base}/consents`}>
      <p className="lead">{t(`consents.lead.${by}`)}</p>
      {state === 'read' && <p>{t('consents.onlyRead')}</p>}
      {consents.map((consent) => (
        <Consent key={consent.kind} consent={consent} base={base} state={state} />
      ))}
      {answers.length > 0 && <AnswerConsents answers={answers} />}
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}

/** Consent to single answers: each went at once, to one body. */
function AnswerConsents({ answers }: { answers: readonly AnswerConsent[] }) {
  const { t, time, recipient, item } = useNames()
  return (
    <Card id="answers" title={t('asking:consent.records')}>
      <p>{t('asking:consent.recordsLead')}</p>
      <ul className="list">
        {answers.map((one) => (
          <li key={`${one.recipient} ${one.item} ${one.at.toISOString()}`}>
            {t('asking:consent.record', { recipient: recipient(one.recipient), item: item(one.item) })}{' '}
            <span className="quiet">
              {time(one.at)} <span className="mono">{one.version}</span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

interface ConsentProps {
  consent: ConsentState
  base: string
  /** over: the report was withdrawn. read: for whoever looks and changes nothing. */
  state: 'open' | 'read' | 'over'
}

function Consent({ consent, base, state }: ConsentProps) {
  const { t, question, recipient, time } = useNames()
  const { kind, said, records, left } = consent
  return (
    <Card
      id={kind}
      title={question(kind)}
      aside={<Tag tone={said === 'yes' ? 'green' : 'neutral'}>{t(`consents.said.${said}`)}</Tag>}
    >
      <p>{t(`preview.consents.${kind}`)}</p>
      {records.length > 0 && (
        <div className="stacked-table">
          <DataTable id={`${kind}-records`} caption={t('consents.records', { kind: question(kind) })} captionHidden>
            <thead>
              <tr>
                <th scope="col">{t('consents.at')}</th>
                <th scope="col">{t('consents.what')}</th>
                <th scope="col">{t('consents.version')}</th>
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={record.at.toISOString()}>
                  <td data-label={t('consents.at')}>{time(record.at)}</td>
                  <td data-label={t('consents.what')}>
                    {t(
                      record.given
                        ? 'consents.given'
                        : record.revision === null
                          ? 'consents.taken'
                          : 'consents.refused',
                    )}
                    {record.revision !== null && t('consents.with', { number: record.revision })}
                  </td>
                  <td data-label={t('consents.version')} className="mono">
                    {record.version}
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
      <p>{t(left.length > 0 ? 'consents.left' : 'consents.leftNone')}</p>
      {left.length > 0 && (
        <ul className="list">
          {left.map(({ id, recipient: to, revisionNumber, sentAt }) => (
            <li key={id}>
              <a href={`${base}/deliveries/${id}`}>
                {t('consents.leftTo', { recipient: recipient(to), number: revisionNumber, time: time(sentAt) })}
              </a>
            </li>
          ))}
        </ul>
      )}
      {state === 'open' && said === 'yes' && (
        <>
          <p className="quiet">{t('consents.withdrawHint')}</p>
          <ConfirmForm
            look="danger"
            name="kind"
            value={kind}
            question={t('consents.withdrawAsk', { kind: question(kind) })}
            yes={t('consents.withdraw')}
            no={t('consents.withdrawNo')}
          >
            {t('consents.withdraw')}
            <span className="visually-hidden">{t('consents.withdrawOf', { kind: question(kind) })}</span>
          </ConfirmForm>
        </>
      )}
      {state === 'open' && said !== 'yes' && (
        <p>
          <a href={`${base}/preview#consents`}>{t('consents.change')}</a>
        </p>
      )}
    </Card>
  )
}
