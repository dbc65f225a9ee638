/** Whether every data key opens, and whether a wrapping key lies in the file that nothing needs any more. */
import type { Sql } from 'postgres'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { checkKeys } from '#db/sealing/keys.server.ts'
import { levelIf, type Finding } from './finding.ts'

export async function keyFindings(keeper: Sql, keyring: Keyring): Promise<Finding[]> {
  const { held, broken } = await checkKeys(keeper, keyring)
  const total = Object.values(held).reduce((sum, count) => sum + count, 0)
  const missing = Object.keys(held).filter((id) => !keyring.keyIds().includes(id))
  const current = [keyring.primary(), keyring.prepared()]
  const idle = Object.entries(held).flatMap(([id, count]) => (count === 0 && !current.includes(id) ? id : []))
  return [
    { check: 'keys', level: levelIf(broken.length === 0), values: { open: total - broken.length, total } },
    {
      check: 'wrappingKeys',
      level: levelIf(missing.length === 0),
      values: { held: keyring.keyIds().length, missing: missing.join(' ') || '-' },
    },
    ...(idle.length > 0 ? [{ check: 'oldKeys', level: 'warn' as const, values: { ids: idle.join(' ') } }] : []),
  ]
}
