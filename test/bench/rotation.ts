/**
 * `node test/bench/rotation.ts --times 3`: the wrapping key is replaced, again and again, in a stream of submissions.
 * None may be refused or lost, every data key must open, and all must be wrapped by the newest key.
 */
import { execFile } from 'node:child_process'
import { parseArgs, promisify } from 'node:util'
import { openAsKeeper } from '#db/client.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { checkKeys } from '#db/sealing/keys.server.ts'
import { readyAt } from './crash-doors.ts'
import { ask } from './load.ts'
import { removePortal, startPortal } from './portal.ts'

const { values: told } = parseArgs({
  options: { times: { type: 'string', default: '3' }, filings: { type: 'string', default: '400' } },
})
const portal = await startPortal()
try {
  const ready = await readyAt('form', portal, Number(told.filings))
  const total = ready.length
  let [sent, failed] = [0, 0]
  const lane = async () => {
    for (let one = ready.pop(); one; one = ready.pop()) {
      const answered = await ask(portal.origin, one.ask).catch(() => null)
      if (answered && one.isSent(answered)) sent += 1
      else failed += 1
    }
  }
  const rotate = async () => {
    for (let time = 0; time < Number(told.times); time++) await command('keys', 'rotate')
  }
  const during = rotate().then(() => sent)
  await Promise.all([...Array.from({ length: 4 }, lane), during])

  await command('keys', 'rotate') // keys of reports that were being made while the last batch was read
  const keeper = openAsKeeper(portal.databaseUrl)
  const keyring = openKeyring(portal.keysFile)
  const { held, broken } = await checkKeys(keeper, keyring)
  await keeper.end()
  const old = Object.entries(held).reduce((sum, [id, count]) => (id === keyring.primary() ? sum : sum + count), 0)
  console.log(
    `${total} submissions, ${await during} of them before the last of ${told.times} rotations ended: ${failed} failed, ` +
      `${broken.length} data keys do not open, ${old} under an old key`,
  )
  process.exitCode = failed + broken.length + old === 0 ? 0 : 1
} finally {
  await portal.stop()
  await removePortal(portal.folder)
}

async function command(...args: string[]): Promise<void> {
  const env = { PATH: process.env.PATH, MADOGUCHI_DATA_DIR: portal.folder }
  const { stdout } = await promisify(execFile)(process.execPath, ['app/cli.ts', ...args], { env })
  process.stdout.write(stdout)
}
