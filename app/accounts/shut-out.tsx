import { useTranslation } from '#app/i18n/use-translation.ts'
import { Checkbox } from '#app/ui/choices.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** Before a policy is saved that leaves people without a way in: who, and whether that is meant. */
export function ShutOut({ people }: { people: readonly (string | null)[] }) {
  const { t } = useTranslation('accounts')
  const names = people.filter((name) => name !== null)
  return (
    <Notice tone="warning" title={t('policies.shutsOut.title', { count: people.length })}>
      {names.length > 0 && <p>{names.join(t('people.and'))}</p>}
      <p>{t('policies.shutsOut.text')}</p>
      <Checkbox id="shuts-out" name="shuts-out" value="yes" label={t('policies.shutsOut.accept')} />
    </Notice>
  )
}
