import { useTranslation } from '#app/i18n/use-translation.ts'
import type { Cover } from '#db/reports/covers.server.ts'

/** What the reporter wrote beside the answers, for whoever got the revision. */
export function CoverText({ cover: { changes, late } }: { cover: Cover }) {
  const { t } = useTranslation('reporter')
  return (
    <dl className="changes">
      {changes !== null && (
        <div>
          <dt>{t('compare.why')}</dt>
          <dd className="typed">{changes}</dd>
        </div>
      )}
      {late.map(({ clock, reason }) => (
        <div key={clock}>
          <dt>{t('clocks.lateReason', { clock: t(`rules:clocks.${clock}`) })}</dt>
          <dd className="typed">{reason}</dd>
        </div>
      ))}
    </dl>
  )
}
