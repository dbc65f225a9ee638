import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'

import { toggles, type QueueChoice } from './queue-filters.ts'

interface QueueOnPaperProps {
  choice: QueueChoice
  /** When the page was asked for. */
  at: string
  /** The list goes on on a further page. */
  more: boolean
}

/** For paper only, which has no form that shows them: which cases these are, in what order, and as of when. */
export function QueueOnPaper({ choice, at, more }: QueueOnPaperProps) {
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  const conditions = useConditions(choice)
  return (
    <p className="on-paper">
      {t('queue.paper.at', { at: dateTime(at) })} {conditions.join(t('between'))} {more && t('queue.paper.more')}
    </p>
  )
}

function useConditions({ q, label, state, order, ...choice }: QueueChoice): string[] {
  const { t } = useTranslation('recipient')
  const { option } = useWords()
  const { stage, attack, sector, prefecture, severity, due } = choice
  const named = {
    state: t(`states.${state}`),
    stage: stage && t(`stages.${stage}`),
    attack: attack && option('incident-attack-type', attack),
    sector: sector && option('org-ci-sector', sector),
    prefecture: prefecture && option('org-address', prefecture, 'prefecture'),
    severity: severity && t(`severities.${severity}`),
    due: due && t(`dues.${due}`),
    label,
    order: t(`orders.${order}`),
  }
  const said = Object.entries(named).flatMap(([name, value]) =>
    value ? t('queue.paper.condition', { name: t(`filters.${name}`), value }) : [],
  )
  const only = toggles.filter((name) => choice[name]).map((name) => t(`filters.${name}`))
  return [...(q ? [t('queue.paper.searched', { q })] : []), ...said, ...only]
}
