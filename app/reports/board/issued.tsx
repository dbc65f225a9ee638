import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

/** A warning that was issued: when, and where it can be read. */
export function Issued({ issued: { on, url, reference } }: { issued: { on: string; url: string; reference: string } }) {
  const { t } = useTranslation('asking')
  const { day } = useFormat()
  return (
    <p>
      {t('warn.issued', { day: day(on) })}
      {reference && (
        <>
          <br />
          {reference}
        </>
      )}
      {url && (
        <>
          <br />
          <a href={url} rel="noopener noreferrer external" className="typed">
            {url}
          </a>
        </>
      )}
    </p>
  )
}
