import type { TFunction } from 'i18next'

interface Problem {
  field: string
  code: string
}

const said = (code: string, t: TFunction): string =>
  code === 'stale' ? t('accounts:stale.problem') : t(`wrong.${code}`)

export const summaryOf = (problems: readonly Problem[], t: TFunction) =>
  problems.map(({ field, code }) => ({ id: field === 'events' ? 'events-0' : field, message: said(code, t) }))

export const errorsOf = (problems: readonly Problem[], t: TFunction): Record<string, string> =>
  Object.fromEntries(problems.map(({ field, code }) => [field, said(code, t)]))
