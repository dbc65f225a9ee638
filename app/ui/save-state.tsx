import { useTranslation } from '#app/i18n/use-translation.ts'

/**
 * Whether what was typed is safe, and since when. Stands inside a form with `data-autosave`; the script updates it.
 * `savedAt` is the time already written for people.
 */
export function SaveState({ savedAt }: { savedAt?: string | null }) {
  const { t } = useTranslation('ui')
  return (
    <output
      className="save-state"
      data-save-state
      data-saving={t('save.saving')}
      data-saved={t('save.saved', { time: '{time}' })}
      data-partly={t('save.partly')}
      data-failed={t('save.failed')}
      data-offline={t('save.offline')}
      data-conflict={t('save.conflict')}
      data-ended={t('save.ended')}
    >
      {savedAt ? t('save.saved', { time: savedAt }) : t('save.notYet')}
    </output>
  )
}
