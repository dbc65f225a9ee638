import { useTranslation } from '#app/i18n/use-translation.ts'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'

/** All open links to join an organisation, at once: by its administrator, or by an operator. */
export function EndLinks() {
  const { t } = useTranslation('organisations')
  return (
    <ConfirmForm
      name="step"
      value="uninvite"
      look="outline"
      question={t('people.endLinksAsk')}
      yes={t('people.endLinks')}
      no={t('accounts:people.no')}
    />
  )
}
