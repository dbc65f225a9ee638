/** `madoguchi audit verify` finds the first broken link; `madoguchi audit checkpoint` signs where all chains stand. */
import { verifyAudit } from '#db/audit/audit-verify.server.ts'
import { readCheckpoints, writeCheckpoint } from '#db/audit/checkpoints.server.ts'
import { openAsKeeper } from '#db/client.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

export async function run([what]: string[]): Promise<number> {
  if (what === 'verify') return withStore(verify)
  if (what === 'checkpoint') return withStore(checkpoint)
  say('madoguchi audit verify | checkpoint')
  return 2
}

async function verify({ url, keyring, checkpoints }: CommandStore): Promise<number> {
  const sql = openAsKeeper(url)
  try {
    const { signed, count } = readCheckpoints(checkpoints, keyring)
    const { cases, lines, broken } = await verifyAudit(sql, signed)
    say(`${lines} lines in ${cases} chains, ${count} checkpoints`)
    if (broken) say(`BROKEN: report ${broken.reportId}, line ${broken.sequence}: ${broken.why}`)
    else say('Every line is as it was written.')
    return broken ? 1 : 0
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw error // a database that is away says nothing of the audit
    say(`BROKEN: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  } finally {
    await sql.end()
  }
}

async function checkpoint({ url, keyring, checkpoints }: CommandStore): Promise<number> {
  const sql = openAsKeeper(url)
  try {
    const file = await writeCheckpoint(sql, checkpoints, keyring, new Date())
    say(file ? `Signed: ${file}` : 'Nothing happened since the last checkpoint.')
    return 0
  } finally {
    await sql.end()
  }
}
