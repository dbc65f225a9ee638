import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { FieldGroup } from '#app/ui/field.tsx'

import { overlapWords } from './secret-terms.ts'

/** A new secret, and how long the old one goes on beside it. */
export function RenewForm({ id, address }: { id: string; address: string }) {
  const { t } = useTranslation('programs')
  const options = overlapWords.map((value) => ({ value, label: t(`renew.overlaps.${value}`) }))
  const field = `overlap-${id}`
  return (
    <form method="post" action={address} className="stack-s">
      <input type="hidden" name="secret" value={id} />
      <FieldGroup id={field} label={t('renew.overlap')} hint={t('renew.hint')}>
        {() => <RadioGroup id={field} name="overlap" options={options} value="24" inline />}
      </FieldGroup>
      <Button look="outline" name="do" value="renew">
        {t('renew.button')}
      </Button>
    </form>
  )
}
