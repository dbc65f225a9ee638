import { useContext } from 'react'
import { I18nContext } from 'react-i18next'

/**
 * The words of the page. react-i18next's own hook also waits for words to load and for the language to change, which a
 * page drawn once on the server never sees; a queue of fifty cases spent a quarter of its time there.
 */
export function useTranslation(namespace?: string) {
  const context = useContext(I18nContext)
  if (!context) throw new Error('no words around this component')
  const { i18n } = context
  return { i18n, t: i18n.getFixedT(i18n.language, namespace ?? null) }
}
