/**
 * `madoguchi doctor`: is everything in place? One line each, with what to do; the exit code is 1 when something failed.
 * `--language=ja` (or a LANG that begins so) says it in Japanese.
 */
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { databaseFindings } from '#app/doctor/database-checks.ts'
import { ConfigError } from '#app/config.server.ts'
import { evidenceFindings } from '#app/doctor/evidence-checks.ts'
import type { Finding } from '#app/doctor/finding.ts'
import { keyFindings } from '#app/doctor/key-checks.ts'
import { machineFindings } from '#app/doctor/machine-checks.ts'
import { mailFindings } from '#app/doctor/mail-checks.ts'
import { isDemoWorld, peopleFindings } from '#app/doctor/people-checks.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { openAsKeeper, openDatabase } from '#db/client.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

const usual: Language = process.env.LANG?.startsWith('ja') ? 'ja' : 'en'

export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { language: { type: 'string' } } })
  const language: Language = values.language === 'ja' || values.language === 'en' ? values.language : usual
  const tell = (finding: Finding) => say(lineOf(finding, language))
  tell({ check: 'node', level: typeof Temporal === 'undefined' ? 'fail' : 'ok', values: { version: process.version } })
  try {
    return await withStore((store) => examine(store, tell), asServed(process.env))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    tell({ check: error instanceof ConfigError ? 'wrongSetting' : 'store', level: 'fail', values: { why } })
    return 1
  }
}

/** Commands are typed without the NODE_ENV that `npm run serve` sets: what is looked at is how the portal serves. */
function asServed(values: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { NODE_ENV: values['MADOGUCHI_DEMO'] === '1' ? 'development' : 'production', ...values }
}

async function examine({ url, keyring, config, checkpoints }: CommandStore, tell: (finding: Finding) => void) {
  const [owner, keeper] = [postgres(url, { max: 1, onnotice: () => {} }), openAsKeeper(url)]
  const database = openDatabase({ url, keyring, connections: 1, appUrl: config.databaseAppUrl ?? undefined })
  let failed = false
  const each = (findings: readonly Finding[]) => {
    for (const finding of findings) tell(finding)
    failed ||= findings.some(({ level }) => level === 'fail')
  }
  try {
    const now = new Date()
    const demo =
      config.demo || (process.env['NODE_ENV'] === undefined && (await isDemoWorld(database).catch(() => false)))
    const machine = machineFindings({ ...config, demo }, checkpoints, now)
    each(demo && !config.demo ? [{ check: 'demoWorld', level: 'warn' }, ...machine.slice(1)] : machine)
    const found = await databaseFindings(owner)
    each(found)
    if (found.some(({ check }) => check === 'empty')) return 1
    each(await keyFindings(keeper, keyring))
    if (!demo) each(await peopleFindings(database, now))
    each(await mailFindings({ ...config, demo }, database))
    each(await evidenceFindings(config, owner))
    return failed ? 1 : 0
  } finally {
    await Promise.all([owner.end(), keeper.end(), database.end()])
  }
}

const labels = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' }

function lineOf({ check, level, found = 'found', values = {}, words = {} }: Finding, language: Language): string {
  const t = wordsOf(language)
  const named = Object.entries(words).map(([name, keys]) => [name, keys.map((key) => t(key)).join(t('doctor:and'))])
  const said = t(`doctor:${check}.${found}`, { ...values, ...Object.fromEntries(named) })
  const advice = level === 'ok' ? '' : `  → ${t(`doctor:${check}.do`, values)}`
  return `${labels[level]}  ${padded(t(`doctor:${check}.name`, values), 26)} ${said}${advice}`
}

/** Letters of full width take two columns of a terminal. */
function padded(text: string, columns: number): string {
  const width = [...text].reduce((sum, letter) => sum + (/[\u3000-\u9fff\uff00-\uff60]/.test(letter) ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(0, columns - width))
}
