/** What the doctor looks for on the machine: room, and how old the last checkpoint and the last backup are. */
import { existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '#app/config.server.ts'
import { levelIf, type Finding } from './finding.ts'

const hour = 3_600_000

export function machineFindings(config: Config, checkpoints: string, now: Date): Finding[] {
  return [...settings(config), room(config.dataDir), checkpointAge(checkpoints, now), backupAge(config.dataDir, now)]
}

function settings({ demo, production, origin, trustProxy, operator }: Config): Finding[] {
  if (demo) return [{ check: 'configuration', level: 'ok', found: 'demo' }]
  const findings: Finding[] = [
    { check: 'configuration', level: levelIf(production, 'warn'), found: production ? 'production' : 'development' },
  ]
  if (production)
    findings.push({
      check: 'origin',
      level: levelIf(origin?.startsWith('https:') === true, 'warn'),
      values: { origin: origin ?? '-' },
    })
  if (production && origin?.startsWith('https:') && !trustProxy) findings.push({ check: 'proxy', level: 'warn' })
  if (production) findings.push(operatorNamed(operator))
  return findings
}

/** Whoever reports, and whoever finds a weakness, has to know whom to ask. */
function operatorNamed({ name, contacts, security }: Config['operator']): Finding {
  const missing = [
    ...(name ? [] : ['MADOGUCHI_OPERATOR']),
    ...(contacts.length > 0 ? [] : ['MADOGUCHI_CONTACT']),
    ...(security.length > 0 ? [] : ['MADOGUCHI_SECURITY_CONTACT']),
  ]
  if (missing.length > 0)
    return { check: 'operator', level: 'warn', found: 'none', values: { missing: missing.join(', ') } }
  return { check: 'operator', level: 'ok', values: { name: name?.ja ?? '' } }
}

function room(folder: string): Finding {
  const { bavail, blocks, bsize } = statfsSync(existsSync(folder) ? folder : '.')
  const [free, percent] = [(bavail * bsize) / 1e9, Math.floor((bavail / blocks) * 100)]
  const level = free < 1 || percent < 3 ? 'fail' : free < 5 || percent < 10 ? 'warn' : 'ok'
  return { check: 'disk', level, values: { free: free.toFixed(1), percent } }
}

function checkpointAge(folder: string, now: Date): Finding {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{6}\.json$/.test(name)) : []
  const last = names.toSorted().at(-1)
  if (!last) return { check: 'checkpoint', level: 'warn', found: 'none' }
  const hours = Math.floor((now.getTime() - statSync(path.join(folder, last)).mtimeMs) / hour)
  return { check: 'checkpoint', level: levelIf(hours < 26, 'warn'), values: { hours } }
}

function backupAge(dataDir: string, now: Date): Finding {
  try {
    const { at } = JSON.parse(readFileSync(path.join(dataDir, 'last-backup.json'), 'utf8')) as { at: string } // ours
    const hours = Math.floor((now.getTime() - Date.parse(at)) / hour)
    return { check: 'backup', level: levelIf(hours < 26, 'warn'), values: { hours } }
  } catch {
    return { check: 'backup', level: 'warn', found: 'none' }
  }
}
