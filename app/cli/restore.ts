/** `madoguchi restore <folder>`: a backup into an empty place, checked before and after; nothing is ever written over. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { readConfig, type Config } from '#app/config.server.ts'
import { fillStore, refuseFilledStore } from '#db/backup/backup-bytes.server.ts'
import { copyFile } from '#db/backup/backup-files.server.ts'
import {
  BackupRefusal,
  checkFiles,
  fingerprintOf,
  readManifest,
  type Manifest,
} from '#db/backup/backup-manifest.server.ts'
import { fillServer, placeCluster, placeFolder, provePlaced, refuseFilled } from '#db/backup/restore.server.ts'
import { byteBucket } from '#db/files/byte-bucket.server.ts'
import { openKeyring, type Keyring } from '#db/sealing/keyring.server.ts'
import { keysFileOf, refuseOther, say } from './store.ts'

export async function run([from, ...rest]: string[]): Promise<number> {
  if (!from || rest.length > 0) {
    say('madoguchi restore <folder>   into the empty place that MADOGUCHI_DATA_DIR or DATABASE_URL names')
    return 2
  }
  try {
    await restore(path.resolve(from), readConfig(process.env))
    return 0
  } catch (error) {
    if (!(error instanceof BackupRefusal)) throw error
    say(error.message)
    return 1
  }
}

async function restore(backup: string, config: Config): Promise<void> {
  const dataDir = path.resolve(config.dataDir)
  const keysFile = path.resolve(keysFileOf(config))
  refuseOther(dataDir, process.getuid?.(), keysFile) // the key file was put in place by hand, for whoever runs the portal
  const { manifest, isSignedBy } = readManifest(backup)
  const filesDir = path.resolve(config.filesDir)
  const store = config.bucket && byteBucket(config.bucket)
  await refuseOccupied(config, dataDir, keysFile)
  if (store) await refuseFilledStore(store)
  else if (existsSync(filesDir) && readdirSync(filesDir).length > 0)
    throw new BackupRefusal(`${filesDir} is not empty: restore goes into an empty place only.`)
  refuseOtherKind(config, manifest)
  const inBackup = path.join(backup, 'keys.json')
  const keyring = keysOf(existsSync(keysFile) ? keysFile : manifest.keys.included ? inBackup : keysFile, manifest)
  if (!isSignedBy(keyring))
    throw new BackupRefusal(`The backup in ${backup} was changed: its list of files is not as it was signed.`)
  await checkFiles(backup, manifest) // last: to read all of a large portal takes an hour
  say(`${manifest.files.length} files of ${manifest.madeAt} are as they were written.`)

  const folder = path.join(dataDir, 'pg')
  const hadFiles = existsSync(filesDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const placed: string[] = []
  try {
    if (config.databaseUrl) await fillServer(config.databaseUrl, path.join(backup, 'database.dump'))
    else await placeCluster(backup, folder)
    await placeFolder(backup, 'checkpoints', path.join(dataDir, 'checkpoints'))
    if (store) placed.push(...(await fillStore(path.join(backup, 'files'), store)))
    else await placeFolder(backup, 'files', filesDir)
    const checkpoints = path.join(dataDir, 'checkpoints')
    const found = await provePlaced(config.databaseUrl ? { url: config.databaseUrl } : { folder }, checkpoints, keyring)
    if (!existsSync(keysFile)) await copyFile(inBackup, keysFile)
    say(`${found.reports} reports, ${found.auditLines} lines of the audit verified, ${found.dataKeys} data keys open.`)
    say('Restored. What happened after the backup is not here: see docs/operations.md before you open the doors.')
  } catch (error) {
    const ofFiles = hadFiles ? readdirSync(filesDir).map((name) => path.join(filesDir, name)) : [filesDir] // a disk of its own stays
    for (const name of [folder, path.join(dataDir, 'checkpoints'), ...(store ? [] : ofFiles)])
      rmSync(name, { recursive: true, force: true })
    for (const file of placed) await store?.remove(file)
    throw error
  }
}

/** The key file may lie there already; nothing else. */
async function refuseOccupied({ databaseUrl }: Config, dataDir: string, keysFile: string): Promise<void> {
  if (databaseUrl) await refuseFilled(databaseUrl)
  const entries = existsSync(dataDir) ? readdirSync(dataDir) : []
  const [strange] = entries.filter((name) => path.join(dataDir, name) !== keysFile)
  if (strange) throw new BackupRefusal(`${dataDir} is not empty (${strange}): restore goes into an empty place only.`)
}

function refuseOtherKind({ databaseUrl }: Config, { from }: Manifest): void {
  if (from === 'server' && !databaseUrl)
    throw new BackupRefusal('This backup is a dump of a server: set DATABASE_URL to an empty database.')
  if (from === 'embedded' && databaseUrl)
    throw new BackupRefusal('This backup is of the embedded database: leave DATABASE_URL out.')
}

function keysOf(file: string, { keys }: Manifest): Keyring {
  if (!existsSync(file)) throw new BackupRefusal(`This backup holds no keys: put the key file at ${file} first.`)
  const keyring = openKeyring(file)
  const known = keyring.keyIds()
  const [missing] = keys.needed.filter((id) => !known.includes(id))
  if (fingerprintOf(keyring) !== keys.fingerprint) throw new BackupRefusal(`${file} is the key file of another portal.`)
  if (missing)
    throw new BackupRefusal(
      `${file} has no ${missing}: the key was dropped after this backup, which cannot be read any more.`,
    )
  return keyring
}
