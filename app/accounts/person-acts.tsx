import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button, ConfirmButton } from '#app/ui/button.tsx'

interface PersonActsProps {
  /** As the form names the person. */
  field: 'person' | 'account'
  id: string
  name: string
  suspended: boolean
}

/** What an operator can do about somebody who signs in: let them enrol anew, keep them out, let them in again. */
export function PersonActs({ field, id, name, suspended }: PersonActsProps) {
  const { t } = useTranslation('accounts')
  const quiet = { name: 'step', look: 'text', size: 'small' } as const
  return (
    <form method="post" className="inline-form">
      <input type="hidden" name={field} value={id} />
      {suspended ? (
        <Button {...quiet} value="return" aria-label={t('people.returnNamed', { name })}>
          {t('people.return')}
        </Button>
      ) : (
        (['reset', 'suspend'] as const).map((step) => (
          <ConfirmButton
            {...quiet}
            key={step}
            value={step}
            aria-label={t(`people.${step}Named`, { name })}
            question={t(`people.${step}Ask`, { name })}
            yes={t(`people.${step}`)}
            no={t('people.no')}
          >
            {t(`people.${step}`)}
          </ConfirmButton>
        ))
      )}
    </form>
  )
}
