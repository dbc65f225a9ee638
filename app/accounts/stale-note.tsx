import { useTranslation } from '#app/i18n/use-translation.ts'

/** Beside a form whose sender showed a factor too long ago: the check opens apart, so that what was typed stays. */
export function StaleNote() {
  const { t } = useTranslation('accounts')
  return (
    <p id="again" className="field-error">
      <a href="/sign-in/again?next=/account/security" target="_blank" rel="noopener">
        {t('stale.prove')}
      </a>
    </p>
  )
}
