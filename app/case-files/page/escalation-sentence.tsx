import { severityAt } from '#app/case-files/severities.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import type { EscalationRule } from '#db/case-files/escalation-rules.ts'

/** A rule as somebody would say it. */
export function EscalationSentence({ rule }: { rule: Pick<EscalationRule, 'condition' | 'threshold' | 'tells'> }) {
  const { t } = useTranslation('case-files')
  const step = severityAt(rule.condition === 'severity' ? rule.threshold : null)
  const when = step
    ? t('escalation.when.severity', { step: t(`severity.steps.${step}`) })
    : t(`escalation.when.${rule.condition}`, { count: rule.threshold })
  return t('escalation.sentence', { when, whom: t(`escalation.tells.${rule.tells}`) })
}
