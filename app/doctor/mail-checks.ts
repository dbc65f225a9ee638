/** Whether mails can go, and whether we would hear that one did not arrive. */
import type { Config } from '#app/config.server.ts'
import { problemOf } from '#app/notices/mail-problem.ts'
import { openMailer, senderOf } from '#app/notices/mailer.server.ts'
import type { Database } from '#db/client.server.ts'
import { countMails } from '#db/notices/mail-states.server.ts'
import { levelIf, type Finding } from './finding.ts'

export async function mailFindings(config: Config, database: Database): Promise<Finding[]> {
  if (config.smtpUrl === null) return [{ check: 'mailServer', level: levelIf(config.demo, 'warn'), found: 'none' }]
  return [...(await sending(config.smtpUrl, config)), await waiting(database)]
}

async function sending(smtpUrl: string, { origin, bounceAddress }: Config): Promise<Finding[]> {
  return [
    await server(smtpUrl),
    { check: 'mailLinks', level: levelIf(origin !== null), values: { origin: origin ?? '-' } },
    { check: 'mailBounces', level: levelIf(bounceAddress !== null, 'warn'), values: { address: bounceAddress ?? '-' } },
  ]
}

async function server(smtpUrl: string): Promise<Finding> {
  const mailer = openMailer(smtpUrl)
  try {
    await mailer.check()
    return { check: 'mailServer', level: 'ok', values: { sender: senderOf(smtpUrl) } }
  } catch (error) {
    const { reason, answer, certificate } = problemOf(error)
    const said = answer ?? certificate
    return {
      check: 'mailServer',
      level: 'fail',
      found: 'failed',
      words: { why: [`notices:operator.reasons.${reason}`] },
      values: { said: said ? ` (${said})` : '' },
    }
  } finally {
    mailer.close()
  }
}

async function waiting(database: Database): Promise<Finding> {
  const counts = await database.as({ kind: 'worker' }).transaction((tx) => countMails(tx, new Date()))
  return {
    check: 'mails',
    level: levelIf(counts.failed === 0),
    values: { waiting: counts.waiting, failed: counts.failed },
  }
}
