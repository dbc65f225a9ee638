import { useTranslation } from './use-translation.ts'

import { isLanguage, type Language } from './language.ts'

/** The page's language, for dates and the like. */
export function useLanguage(): Language {
  const { language } = useTranslation().i18n
  return isLanguage(language) ? language : 'ja'
}
