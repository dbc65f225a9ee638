import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { OwnIntakeView } from './intake-view.ts'

/** What this body typed for others: theirs again, or still waiting for a code to be used. */
export function IntakeList({ intakes }: { intakes: readonly OwnIntakeView[] }) {
  const { t } = useTranslation('intakes')
  const { dateTime } = useFormat()
  if (intakes.length === 0) return <p className="quiet">{t('list.none')}</p>
  return (
    <div className="stacked-table">
      <DataTable id="intakes" caption={t('list.title')} captionHidden>
        <thead>
          <tr>
            {(['reference', 'caller', 'channel', 'received', 'officer', 'state'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`list.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {intakes.map((one) => (
            <tr key={one.reference}>
              <th scope="row">
                <a href={`/desk/intake/${one.reference}`}>{one.reference}</a>
              </th>
              <td data-label={t('list.caller')}>{one.name}</td>
              <td data-label={t('list.channel')}>{t(`channels.${one.channel}`)}</td>
              <td data-label={t('list.received')}>{dateTime(one.receivedAt)}</td>
              <td data-label={t('list.officer')}>{one.officer ?? '―'}</td>
              <td data-label={t('list.state')}>
                <IntakeState intake={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

export function IntakeState({ intake: { takenOverAt, codeExpiresAt } }: { intake: OwnIntakeView }) {
  const { t } = useTranslation('intakes')
  if (takenOverAt) return <Tag tone="green">{t('states.takenOver')}</Tag>
  return codeExpiresAt ? <Tag tone="blue">{t('states.codeGiven')}</Tag> : <Tag>{t('states.typing')}</Tag>
}
