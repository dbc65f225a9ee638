import type { TFunction } from 'i18next'

import { StateTag } from '#app/case-files/state-tag.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { DescriptionList, type Described } from '#app/ui/description-list.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { CaseSummary, ReporterView } from './case-page.ts'
import type { Standing } from './standing.ts'

/** The case in a glance: who, since when, whose, under which numbers. */
export function CaseSummaryList({ file, standing }: { file: CaseSummary; standing: Standing }) {
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  const rows = [
    { term: t('case.state'), children: <StateTag state={file.state} /> },
    { term: t('case.reporter'), children: <Reporter file={file} /> },
    { term: t('organisations:standing.title'), children: <ReporterStanding reporter={file.reporter} /> },
    { term: t('case.reference'), children: <span className="mono">{file.reference}</span> },
    { term: t('case.ownNumber'), children: file.ownNumber ?? '―' },
    { term: t('case.assignee'), children: <InCharge assignee={file.assignee} /> },
    ...standingRows(standing, t),
    { term: t('case.labels'), children: <Labels labels={file.labels} /> },
    { term: t('case.received'), children: dateTime(file.receivedAt) },
    { term: t('case.updated'), children: dateTime(file.updatedAt) },
  ]
  return <DescriptionList rows={rows} />
}

/** Who was suspended or moved does nothing about it any more: colleagues see that, and may take it. */
function InCharge({ assignee }: Pick<CaseSummary, 'assignee'>) {
  const { t } = useTranslation('recipient')
  if (!assignee) return t('assignee.none')
  return (
    <>
      {assignee.name} {assignee.gone && <Tag tone="orange">{t('assignee.gone')}</Tag>}
    </>
  )
}

function Reporter({ file: { organisation, reporter } }: { file: CaseSummary }) {
  const { t } = useTranslation('organisations')
  const { verified, fit } = reporter
  const isKnown = verified && (fit === null || fit === 'same')
  return (
    <>
      {organisation ?? '―'}{' '}
      {isKnown ? (
        <Tag tone="green">{t('standing.verified')}</Tag>
      ) : (
        <Tag tone="orange">{t(fit ? `standing.tags.${fit}` : 'standing.unverified')}</Tag>
      )}
    </>
  )
}

/** How it was found out, and whether that is newer than what was sent. It is no answer, so it stands beside them. */
function ReporterStanding({ reporter: { how, fit, since, changed } }: { reporter: ReporterView }) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  return (
    <>
      {how === 'guest' ? t('standing.guest') : t(`standing.of.${how}`)}
      {since && <span className="quiet"> {t('standing.since', { at: dateTime(since) })}</span>}
      {fit && <p className={fit === 'other' ? undefined : 'quiet'}>{t(`standing.fit.${fit}`)}</p>}
      {changed && <p className="quiet">{t('standing.changed')}</p>}
    </>
  )
}

/** Only what somebody has decided. */
function standingRows({ deputy, team, assessment }: Standing, t: TFunction): Described[] {
  return [
    ...(deputy ? [{ term: t('case-files:arrange.deputy'), children: deputy.name }] : []),
    ...(team ? [{ term: t('case-files:arrange.team'), children: team.name }] : []),
    ...(assessment ? [{ term: t('case-files:severity.label'), children: <Assessed assessment={assessment} /> }] : []),
  ]
}

function Assessed({ assessment: { severity, reason, name, at } }: { assessment: NonNullable<Standing['assessment']> }) {
  const { t } = useTranslation('case-files')
  const { dateTime } = useFormat()
  return (
    <>
      {t(`severity.steps.${severity}`)}
      {reason && <p className="message-text">{reason}</p>}
      <p className="quiet">{t('severity.by', { name, at: dateTime(at) })}</p>
    </>
  )
}

function Labels({ labels }: { labels: readonly string[] }) {
  if (labels.length === 0) return '―'
  return (
    <span className="tags">
      {labels.map((label) => (
        <Tag key={label} tone="purple">
          {label}
        </Tag>
      ))}
    </span>
  )
}
