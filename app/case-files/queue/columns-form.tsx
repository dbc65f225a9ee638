import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choices.tsx'
import { KeptDetails } from '#app/ui/details.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import { nameOf } from '#app/ui/kept-part.ts'

import { mostColumns, severityColumn } from './columns.ts'

interface ChoosingProps {
  items: readonly string[]
  chosen: readonly string[]
}

/** Which items stand as columns, for everybody of the body. */
export function ColumnsForm({ open, ...ticks }: ChoosingProps & { open: boolean }) {
  const { items, chosen } = ticks
  const { t } = useTranslation('recipient')
  const inside = () => ({
    summary: t('choosing.summary'),
    children: <Choosing {...ticks} />,
  })
  return (
    <KeptDetails
      id="columns"
      open={open}
      state={`queue-columns ${JSON.stringify(chosen)} ${nameOf(items)}`}
      inside={inside}
    />
  )
}

function Choosing({ items, chosen }: ChoosingProps) {
  const { t } = useTranslation('recipient')
  const { item } = useWords()
  const options = items.map((value) => ({
    value,
    label: value === severityColumn ? t('filters.severity') : item(value),
  }))
  return (
    <form method="post" action="/desk/columns" className="stack-s">
      <FieldGroup id="column" label={t('choosing.label')} hint={t('choosing.hint', { max: mostColumns })}>
        {() => <CheckboxGroup id="column" name="item" options={options} values={chosen} inline />}
      </FieldGroup>
      <Button look="outline">{t('choosing.submit')}</Button>
    </form>
  )
}
