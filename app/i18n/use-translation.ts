import type { i18n, TFunction } from 'i18next'
import { useContext } from 'react'
import { I18nContext } from 'react-i18next'

interface Translation {
  i18n: i18n
  t: TFunction
}

const made = new WeakMap<i18n, Map<string, Translation>>()

/**
 * The words of the page. react-i18next's own hook also waits for words to load and for the language to change, which a
 * page drawn once on the server never sees; a queue of fifty cases spent a quarter of its time there.
 */
export function useTranslation(namespace = ''): Translation {
  const context = useContext(I18nContext)
  if (!context) throw new Error('no words around this component')
  return made.get(context.i18n)?.get(namespace) ?? makeTranslation(context.i18n, namespace)
}

function makeTranslation(instance: i18n, namespace: string): Translation {
  const translation = { i18n: instance, t: instance.getFixedT(instance.language, namespace || null) }
  const known = made.get(instance) ?? new Map<string, Translation>()
  made.set(instance, known.set(namespace, translation))
  return translation
}
