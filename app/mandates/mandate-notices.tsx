import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

import type { BoardMandates, FiledView } from './board-mandates.server.ts'

/** On the report's board: what waits for the client, what is in force, or for whom a vendor acts here. */
export function MandatesOnBoard({ mandates, base }: { mandates: BoardMandates; base: string }) {
  const { t } = useTranslation('mandates')
  if (mandates.side === 'vendor') return <ActingFor mandates={mandates} />
  if (mandates.waits !== null) {
    return (
      <Notice tone="warning" id="sending" title={t('board.waitsTitle', { vendor: mandates.waits })}>
        <a href={`${base}/sending`}>{t('board.waitsLink')}</a>
      </Notice>
    )
  }
  if (mandates.held === 0) return null
  return (
    <Notice id="mandates" title={t('board.heldTitle', { count: mandates.held })}>
      <a href={`${base}/mandates`}>{t('link')}</a>
    </Notice>
  )
}

function ActingFor({ mandates }: { mandates: Extract<BoardMandates, { side: 'vendor' }> }) {
  const { t } = useTranslation('mandates')
  const { reference, technical, client, acts } = mandates
  const home = <a href={`/console/reports/${reference}`}>{t('board.home')}</a>
  if (technical) {
    return (
      <Notice tone="warning" id="technical" title={t('board.technicalTitle')}>
        <p>{t('board.technicalLead')}</p>
        <p>{t('board.technicalDuty')}</p>
        <p>{home}</p>
      </Notice>
    )
  }
  return (
    <Notice id="acting" title={client === '' ? t('board.underNobody') : t('board.under', { client })}>
      <p>{t('board.underLead', { acts: acts.map((act) => t(`acts.${act}`)).join(t('comma')) })}</p>
      <p>{home}</p>
    </Notice>
  )
}

/** For whoever gets the report: another hand than the reporter's filed it. */
export function FiledNotice({ filed }: { filed: FiledView | null }) {
  const { t } = useTranslation('mandates')
  if (!filed) return null
  const { vendor, client, approved } = filed
  return (
    <Notice id="filed" title={client ? t('filed.titleOf', { vendor, client }) : t('filed.title', { vendor })}>
      <p>{t(approved ? 'filed.approved' : 'filed.alone')}</p>
    </Notice>
  )
}
