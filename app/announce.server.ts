import path from 'node:path'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { World } from '#app/world.server.ts'

/** Says where the portal is, once it answers. Production says it as one line of log. */
export function announce({ config, log }: World, address: string): void {
  log.info({ address }, 'listening')
  if (!config.demo) return
  const t = wordsOf('en')
  const lines = [
    '',
    `  ${t('public:announce.title')}  ${address}`,
    `  ${t('public:announce.data')}  ${config.databaseUrl ? t('public:announce.database') : path.resolve(config.dataDir)}`,
    '',
    `  ${t('public:announce.report')}`,
    `  ${t('public:announce.demo', { address: `${address}/demo` })}`,
    '',
    `  ${t('public:announce.stop')}`,
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
