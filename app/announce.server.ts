import path from 'node:path'

import type { TFunction } from 'i18next'

import type { DemoReceipt } from '#app/demo.server.ts'
import {
  demoMembers,
  demoOfficers,
  demoOperator,
  demoOrganisation,
  demoVendor,
  type DemoOfficer,
} from '#app/demo/people.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { World } from '#app/world.server.ts'

/**
 * Says where the portal is, once it answers: to a person in the demo, to the log in production. `receipt` opens a
 * report of the demo world, on the start that made it.
 */
export function announce({ config, log }: World, address: string, receipt: DemoReceipt | null): void {
  log.info({ address }, 'listening')
  if (!config.demo) return
  const t = wordsOf('en')
  const data = config.databaseUrl ? t('public:announce.database') : path.resolve(config.dataDir)
  const lines = [
    '',
    t('public:announce.title', { address }),
    t('public:announce.data', { data }),
    '',
    t('public:announce.report'),
    ...(receipt ? [t('public:announce.receipt', { ...receipt })] : []),
    t('public:announce.officers', { address: `${address}/demo` }),
    ...demoOfficers.map((officer) => `  ${personLine(officer, t)}`),
    t('public:announce.operator', { name: demoOperator.name }),
    t('public:announce.accounts'),
    ...demoMembers.map(({ name, role }) => `  ${name}  ${demoOrganisation.name}, ${t(`account:roles.${role}`)}`),
    `  ${demoVendor.person.name}  ${demoVendor.name}, ${t('public:announce.vendor')}`,
    '',
    t('public:announce.stop'),
    '',
  ]
  process.stdout.write(`${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n`)
}

function personLine({ name, recipient, prefecture }: DemoOfficer, t: TFunction): string {
  const body = t(`rules:recipients.${recipient}.name`)
  return prefecture ? `${name}  ${body}, ${prefecture}` : `${name}  ${body}`
}
