import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/text-input.tsx'

import type { ChosenPeriod } from './period.ts'
import { useNumbers } from './use-numbers.ts'

/** A GET form: the period is in the address, Back works. Lists, as not every browser has a picker of months. */
export function PeriodForm({ period: { first, last, months } }: { period: ChosenPeriod }) {
  const { t } = useTranslation('statistics')
  const { month } = useNumbers()
  const options = months.map((value) => ({ value, label: month(value) }))
  return (
    <form method="get" action="/desk/statistics" className="period">
      <Field id="from" label={t('from')}>
        {(control) => <Select {...control} name="from" span="medium" defaultValue={first} options={options} />}
      </Field>
      <Field id="to" label={t('to')}>
        {(control) => <Select {...control} name="to" span="medium" defaultValue={last} options={options} />}
      </Field>
      <Actions>
        <Button look="outline">{t('show')}</Button>
      </Actions>
    </form>
  )
}
