import { DeskPage, type DeskOfficer } from '#app/case-files/queue/desk-page.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

import { ReturnRecord } from './return-record.tsx'
import type { ReturnView } from './return-view.ts'

interface ReturnedCaseProps {
  officer: DeskOfficer
  reference: string
  returns: readonly ReturnView[]
  queue: string
  /** It has just been given back. */
  done: boolean
}

/** The page of a case file that was given back: there is nothing in it any more but that. */
export function ReturnedCase({ officer, reference, returns, queue, done }: ReturnedCaseProps) {
  const { t } = useTranslation('hand-overs')
  return (
    <DeskPage
      officer={officer}
      title={t('return.recordTitle', { reference })}
      before={<a href={queue}>{t('return.back')}</a>}
    >
      {done && <Notice tone="success" title={t('return.done')} announced />}
      <p className="lead">{t('return.record')}</p>
      {returns.map((entry) => (
        <ReturnRecord key={entry.id} entry={entry} />
      ))}
    </DeskPage>
  )
}
