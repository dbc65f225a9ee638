import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

import type { AccountLetter } from './account-mail.server.ts'

/** The same whether the address is known or not. In a demo without a mail server, what the mail would have said. */
export function AskedNotice({ mail, shown }: { mail: string; shown: AccountLetter | null }) {
  const { t } = useTranslation('account')
  return (
    <>
      <p className="lead">{t('ask.sentLead', { mail })}</p>
      <p>{t('ask.sentText')}</p>
      {shown && (
        <Notice title={t('ask.demo')}>
          <p>{t(`mail.${shown.kind}.text`)}</p>
          <p>
            <a href={shown.path}>{t(`mail.${shown.kind}.link`)}</a>
          </p>
        </Notice>
      )}
      <p>
        <a href="/">{t('ask.front')}</a>
      </p>
    </>
  )
}
