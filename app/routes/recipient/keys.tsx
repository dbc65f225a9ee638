import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { KeyList } from '#app/case-files/queue/keys-sheet.tsx'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

import type { Route } from './+types/keys'

export async function loader(args: Route.LoaderArgs) {
  const { name, recipient, prefecture } = (await requireOfficer(args)).actor
  return { officer: { name, recipient, prefecture } }
}

/** What `?` shows, for whoever has no script or wants to print it. */
export default function Keys({ loaderData: { officer } }: Route.ComponentProps) {
  const { t } = useTranslation('recipient')
  return (
    <DeskPage officer={officer} title={t('keys.title')} width="wide" sheet={false}>
      <p>{t('keys.lead')}</p>
      <KeyList />
    </DeskPage>
  )
}
