import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button, ConfirmButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import type { MailLine, MailState } from '#db/notices/mail-states.server.ts'

/** Mails in one state. Each row ends with what can still be done about it. */
export function MailTable({ state, lines }: { state: MailState; lines: readonly MailLine[] }) {
  const { t } = useTranslation('notices')
  const columns = ['made', 'kind', 'for', 'tries', 'why', ...(state === 'waiting' ? ['next'] : [])]
  const mayAct = state !== 'bounced'
  return (
    <div className="stacked-table">
      <DataTable id={`mails-${state}`} caption={t(`operator.states.${state}`)} captionHidden>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`operator.${column}`)}
              </th>
            ))}
            {mayAct && <th scope="col">{t('operator.act')}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <MailRow key={line.id} line={line} state={state} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function MailRow({ line, state }: { line: MailLine; state: MailState }) {
  const { t } = useTranslation('notices')
  const { dateTime } = useFormat()
  const words = useWords()
  const { id, kind, madeAt, tries, nextTryAt, reason, answer, officer } = line
  return (
    <tr>
      <th scope="row">{dateTime(madeAt.toISOString())}</th>
      <td data-label={t('operator.kind')}>{t(`operator.kinds.${kind}`)}</td>
      <td data-label={t('operator.for')}>
        {officer
          ? t('operator.officer', { name: officer.name, recipient: words.recipient(officer.recipient) })
          : t('operator.reporter')}
      </td>
      <td data-label={t('operator.tries')} className="number">
        {tries}
      </td>
      <td data-label={t('operator.why')}>
        {t(`operator.reasons.${reason ?? 'none'}`)} {answer && <span className="mono">{answer}</span>}
      </td>
      {state === 'waiting' && (
        <td data-label={t('operator.next')}>{nextTryAt ? dateTime(nextTryAt.toISOString()) : ''}</td>
      )}
      {state !== 'bounced' && (
        <td>
          <MailActs id={id} />
        </td>
      )}
    </tr>
  )
}

function MailActs({ id }: { id: string }) {
  const { t } = useTranslation('notices')
  return (
    <form method="post" className="actions">
      <input type="hidden" name="mail" value={id} />
      <Button look="outline" size="small" name="do" value="again">
        {t('operator.again')}
      </Button>
      <ConfirmButton
        look="text"
        size="small"
        name="do"
        value="give-up"
        question={t('operator.giveUpQuestion')}
        yes={t('operator.giveUpYes')}
        no={t('operator.giveUpNo')}
      >
        {t('operator.giveUp')}
      </ConfirmButton>
    </form>
  )
}
