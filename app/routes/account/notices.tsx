import { redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { chooseAccountNotices, readAccountNotices } from '#app/accounts/account-notices.server.ts'
import { visitContext, worldContext } from '#app/context.ts'
import { requireAccount } from '#app/http/filer.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { WishesForm } from '#app/notices/notice-settings.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/notices'

/** When, and in which language, somebody with an account wants to be told by mail. */
export async function loader(args: Route.LoaderArgs) {
  const notices = await readAccountNotices(await requireAccount(args))
  const { smtpUrl } = args.context.get(worldContext).config
  return { notices, sends: smtpUrl !== null, said: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const { language } = args.context.get(visitContext)
  await chooseAccountNotices(await requireAccount(args), await formOf(args.request), language)
  leaveFlash(args, 'noticesSaved')
  return redirect('/account/notices', 303)
}

export default function AccountNotices({ loaderData: { notices, sends, said } }: Route.ComponentProps) {
  const { t } = useTranslation('notices')
  const { stoppedWhy, language } = notices
  return (
    <AccountPage title={t('ask.title')} here={null} width="narrow" said={said}>
      <p>{t('account.lead')}</p>
      <p>
        <a href="/account/details">{t('account:details.go')}</a>
      </p>
      {!sends && <Notice title={t('account.noServer')} />}
      {stoppedWhy && (
        <Notice tone="warning" title={t(`stopped.${stoppedWhy}`)}>
          <p>{t(`account.${stoppedWhy}`)}</p>
        </Notice>
      )}
      <WishesForm notices={notices} many={false}>
        <FieldGroup id="language" label={t('account.language')} hint={t('account.languageHint')}>
          {() => (
            <RadioGroup
              id="language"
              name="language"
              value={language}
              options={(['own', 'both'] as const).map((value) => {
                return { value, label: t(`account.languages.${value}`) }
              })}
            />
          )}
        </FieldGroup>
      </WishesForm>
    </AccountPage>
  )
}
