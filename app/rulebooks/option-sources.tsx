import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import type { OptionList } from '#forms/option-lists.ts'
import type { Seen } from '#forms/rulebook.ts'

import { SeenTag } from './rulebook-words.tsx'

/** The least sure first: that is what an operator should put right. */
const order: readonly Seen[] = ['reconstructed', 'knowledge', 'second-hand', 'text']

/** Of every list that is chosen from: did anybody here read it on an official sheet? */
export function OptionSources({ lists }: { lists: readonly OptionList[] }) {
  const { t } = useTranslation('operator')
  const words = useWords()
  const sorted = lists.toSorted((a, b) => order.indexOf(a.seen) - order.indexOf(b.seen))
  return (
    <>
      <Heading level={2} id="options">
        {t('options.title')}
      </Heading>
      <p>{t('options.lead')}</p>
      <Details summary={t('options.show', { count: lists.length })}>
        <DataTable id="option-table" caption={t('options.title')} captionHidden>
          <thead>
            <tr>
              {(['item', 'count', 'seen'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`options.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ item, options, seen }) => (
              <tr key={item}>
                <th scope="row">{words.item(item)}</th>
                <td>{options}</td>
                <td>
                  <SeenTag seen={seen} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </Details>
    </>
  )
}
