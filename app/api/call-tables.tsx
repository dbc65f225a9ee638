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
}

/** Every call with what it does and what it needs. */
export function CallTable({ calls }: { calls: readonly Call[] }) {
  const { t } = useTranslation('api')
  return (
    <div className="stacked-table">
      <DataTable id="calls" caption={t('sections.calls')} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('table.call')}</th>
            <th scope="col">{t('table.does')}</th>
            <th scope="col">{t('table.act')}</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ id, method, path, act }) => (
            <tr key={id}>
              <th scope="row">
                <code>
                  {method} {path}
                </code>
              </th>
              <td data-label={t('table.does')}>{t(`calls.${id}`)}</td>
              <td data-label={t('table.act')}>{act ? t(`programs:acts.${actWord(act)}`) : t('noAct')}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

interface Shown {
  id: string
  command: string
}

/** Commands of the calls that no step of the page shows. */
export function CallCommands({ commands }: { commands: readonly Shown[] }) {
  const { t } = useTranslation('api')
  return commands.map(({ id, command }) => (
    <details key={id}>
      <summary>{t(`calls.${id}`)}</summary>
      <Command label={t('command', { call: t(`calls.${id}`) })} text={command} />
    </details>
  ))
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
