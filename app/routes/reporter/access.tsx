import { requireFiler } from '#app/http/filer.server.ts'
import type { AccessEvent } from '#app/reports/access-log.ts'
import { readAccess, type AccessPage } from '#app/reports/access-log.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/access'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  return { frame: frameOf(args, reference), ...(await readAccess(await requireFiler(args, reference, 'read'))) }
}

export default function Access({ loaderData: { frame, events, chain } }: Route.ComponentProps) {
  const { t } = useNames()
  const base = `/reports/${frame.reference}`
  return (
    <ReportPage frame={frame} title={t('access.title')} current="board" here={`${base}/access`} width="wide">
      <p className="lead">{t('access.lead')}</p>
      <Chain chain={chain} />
      <div className="stacked-table">
        <DataTable id="access" caption={t('access.caption')} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('access.number')}</th>
              <th scope="col">{t('access.at')}</th>
              <th scope="col">{t('access.who')}</th>
              <th scope="col">{t('access.what')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <Line key={event.sequence} event={event} />
            ))}
          </tbody>
        </DataTable>
      </div>
      <Heading level={2}>{t('access.how')}</Heading>
      <p>{t('access.howText')}</p>
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}

function Chain({ chain }: Pick<AccessPage, 'chain'>) {
  const { t } = useNames()
  if (!chain) return null
  const { lines, head, brokenAt } = chain
  return (
    <Notice
      tone={brokenAt === null ? 'success' : 'error'}
      title={brokenAt === null ? t('access.sound', { count: lines }) : t('access.broken', { number: brokenAt })}
    >
      <p>
        {t('access.head')} <span className="mono digest">{head}</span>
      </p>
    </Notice>
  )
}

function Line({ event }: { event: AccessEvent }) {
  const { t, time, recipients, items } = useNames()
  const by = event.role === 'officer' || event.role === 'machine'
  return (
    <tr>
      <td data-label={t('access.number')}>{event.sequence}</td>
      <td data-label={t('access.at')}>
        <time dateTime={event.at.toISOString()}>{time(event.at)}</time>
      </td>
      <td data-label={t('access.who')}>
        {by && recipients(event.recipients)}{' '}
        {event.vendor === null ? t(`access.roles.${event.role}`) : t('mandates:access.by', { vendor: event.vendor })}
        {event.program !== null &&
          t(event.program ? 'access.programNamed' : 'access.program', { program: event.program })}
        {event.typedBy && t('access.typedBy', { recipient: recipients([event.typedBy]) })}
      </td>
      <td data-label={t('access.what')}>
        {t(`access.did.${event.did}`, { defaultValue: t('access.other') })}
        {event.items.length > 0 && (
          <span className="quiet"> {t('mandates:access.items', { items: items(event.items) })}</span>
        )}
        {event.format && t('access.format', { format: event.format.toUpperCase() })}
        {event.to && t('access.handedTo', { recipient: recipients([event.to]) })}
        {event.revision !== null && <span className="quiet"> {t('access.revision', { number: event.revision })}</span>}
        {!by && event.recipients.length > 0 && (
          <>
            <br />
            <span className="quiet">{t('access.to', { recipients: recipients(event.recipients) })}</span>
          </>
        )}
      </td>
    </tr>
  )
}
