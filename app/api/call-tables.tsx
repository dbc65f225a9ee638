import { useTranslation } from '#app/i18n/use-translation.ts'
import { actWord } from '#app/programs/acts.ts'
import { Command } from '#app/ui/command.tsx'
import { DataTable } from '#app/ui/data-table.tsx'

import { problemCodes } from './problem-codes.ts'

interface Call {
  id: string
  method: string
  path: string
  act: string | null
  /** Where it does not stand on the page already. */
  command: string | null
}

/** Every call with what it does and what it needs, and with a command that works as it stands. */
export function CallTable({ calls }: { calls: readonly Call[] }) {
  const { t } = useTranslation('api')
  return (
    <DataTable id="calls" caption={t('sections.calls')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('table.call')}</th>
          <th scope="col">{t('table.does')}</th>
          <th scope="col">{t('table.act')}</th>
        </tr>
      </thead>
      <tbody>
        {calls.map(({ id, method, path, act, command }) => (
          <tr key={id}>
            <th scope="row">
              <code>
                {method} {path}
              </code>
            </th>
            <td>
              {t(`calls.${id}`)}
              {command && (
                <details>
                  <summary>{t('example')}</summary>
                  <Command label={t('command', { call: t(`calls.${id}`) })} text={command} />
                </details>
              )}
            </td>
            <td>{act ? t(`programs:acts.${actWord(act)}`) : t('noAct')}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

export function ProblemTable() {
  const { t } = useTranslation('api')
  return (
    <DataTable id="problems" caption={t('sections.problems')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('table.code')}</th>
          <th scope="col">{t('table.means')}</th>
        </tr>
      </thead>
      <tbody>
        {problemCodes.map((code) => (
          <tr key={code}>
            <th scope="row">
              <a href={`/problems/${code}`}>{code}</a>
            </th>
            <td>{t(`problems.${code}.title`)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
