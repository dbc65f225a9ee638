import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choices.tsx'
import { KeptDetails } from '#app/ui/details.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import { nameOf } from '#app/ui/kept-part.ts'

import { mostColumns, severityColumn } from './columns.ts'

/** Which items stand as columns, for everybody of the body. */
export function ColumnsForm({ items, chosen }: { items: readonly string[]; chosen: readonly string[] }) {
  const { t } = useTranslation('recipient')
  const inside = () => ({
    summary: t('choosing.summary'),
    children: <Choosing items={items} chosen={chosen} />,
  })
  return <KeptDetails id="columns" state={`queue-columns ${JSON.stringify(chosen)} ${nameOf(items)}`} inside={inside} />
}

function Choosing({ items, chosen }: { items: readonly string[]; chosen: readonly string[] }) {
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
