import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'

import type { ShownMessage } from './read.server.ts'

/** Messages with what became of them. Those that arrived or failed can be sent again. */
export function MessageTable({ id, messages }: { id: string; messages: readonly ShownMessage[] }) {
  const { t } = useTranslation('webhooks')
  return (
    <div className="stacked-table">
      <DataTable id={id} caption={t(`tables.${id}`)} captionHidden>
        <thead>
          <tr>
            {['at', 'event', 'state', 'tries', 'last', 'act'].map((column) => (
              <th key={column} scope="col">
                {t(`columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <MessageRow key={message.id} message={message} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function MessageRow({ message }: { message: ShownMessage }) {
  const { t } = useTranslation('webhooks')
  const { dateTime } = useFormat()
  const { id, event, reference, happenedAt, state, tries, nextTryAt } = message
  return (
    <tr>
      <th scope="row">{dateTime(happenedAt.toISOString())}</th>
      <td data-label={t('columns.event')}>
        {t(`events.${event.replace('.', '-')}`)} {reference && <span className="mono">{reference}</span>}
      </td>
      <td data-label={t('columns.state')}>
        {t(`states.${state === 'waiting' && tries > 0 ? 'again' : state}`)}
        {nextTryAt && tries > 0 && <small> {t('next', { time: dateTime(nextTryAt.toISOString()) })}</small>}
      </td>
      <td className="number" data-label={t('columns.tries')}>
        {tries}
      </td>
      <td data-label={t('columns.last')}>
        <LastTry message={message} />
      </td>
      <td>
        {state !== 'waiting' && (
          <form method="post">
            <input type="hidden" name="message" value={id} />
            <Button look="outline" size="small" name="do" value="again">
              {t('again')}
            </Button>
          </form>
        )}
      </td>
    </tr>
  )
}

function LastTry({ message: { status, problem, took, triedAt } }: { message: ShownMessage }) {
  const { t } = useTranslation('webhooks')
  const { dateTime } = useFormat()
  if (!triedAt) return t('notTried')
  const answer = status === null ? '' : t('status', { status })
  return (
    <>
      {problem ? t(`problems.${problem}`) : t('taken')} {answer}{' '}
      <small>{t('took', { took, time: dateTime(triedAt.toISOString()) })}</small>
    </>
  )
}
