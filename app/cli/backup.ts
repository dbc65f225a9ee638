/** `madoguchi backup <folder>`: everything that a restore needs, while the portal runs; the key file only when asked. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { copyStore } from '#db/backup/backup-bytes.server.ts'
import { copyFile, copyFolder, hashFile, type BackupFile } from '#db/backup/backup-files.server.ts'
import {
  BackupRefusal,
  checkFiles,
  fingerprintOf,
  writeManifest,
  type Manifest,
} from '#db/backup/backup-manifest.server.ts'
import { dumpServer } from '#db/backup/backup-server.server.ts'
import { copyCluster } from '#db/backup/backup.server.ts'
import { openAsKeeper } from '#db/client.server.ts'
import { byteBucket, type Bucket } from '#db/files/byte-bucket.server.ts'
import { checkKeys } from '#db/sealing/keys.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

const usage = `madoguchi backup <folder>              the database, the audit's checkpoints, evidence files; not the keys
madoguchi backup <folder> --with-keys  the key file too: whoever has this backup can read everything`

export async function run(args: string[]): Promise<number> {
  const wanted = wantedOf(args)
  if (!wanted) {
    say(usage)
    return 2
  }
  try {
    return await withStore((store) => wholeOrNothing(wanted.folder, () => backUp(store, wanted)))
  } catch (error) {
    if (!(error instanceof BackupRefusal)) throw error
    say(error.message)
    return 1
  }
}

interface Wanted {
  folder: string
  withKeys: boolean
}

export function wantedOf(args: string[]): Wanted | null {
  const options = { 'with-keys': { type: 'boolean', default: false } } as const
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [folder] = positionals
    return folder && positionals.length === 1 ? { folder: path.resolve(folder), withKeys: values['with-keys'] } : null
  } catch {
    return null
  }
}

async function backUp(store: CommandStore, { folder, withKeys }: Wanted): Promise<number> {
  const { config, keyring } = store
  // Checkpoints first: one that was signed later would speak of lines that the copy of the database does not have.
  const files = await below('checkpoints', store.checkpoints, folder)
  if (config.databaseUrl) files.push(await dumped(config.databaseUrl, folder))
  else files.push(...(await copied(store, folder)))
  // Evidence last: a file is stored before its row is, so every row of the copy finds its file.
  if (config.bucket) files.push(...(await fromBucket(config.bucket, folder)))
  else files.push(...(await below('files', config.filesDir, folder)))
  if (withKeys) files.push(await one(keyring.path, folder, 'keys.json'))
  const { broken, ...about } = await described(store, withKeys)
  const manifest = { ...about, files }
  await checkFiles(folder, manifest)
  await writeManifest(folder, manifest, keyring)
  const noted = note(path.join(config.dataDir, 'last-backup.json'), { at: manifest.madeAt, folder })
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  say(`${files.length} files, ${(bytes / 1e6).toFixed(0)} MB, each read again: ${folder}`)
  say(`Needed to read it: ${manifest.keys.needed.join(', ') || 'no key'} of ${keyring.path}`)
  say(withKeys ? 'The keys are in it: whoever has it reads everything.' : 'The keys are not in it. Back them up apart.')
  if (noted) say(`${noted}, so the doctor does not know of this backup.`)
  for (const row of broken) say(`BROKEN: the data key ${row} does not open; a restore refuses this backup`)
  return broken.length > 0 ? 1 : 0
}

/** Why it could not be written: the disk that filled up is no reason to have no backup on another one. */
function note(file: string, what: { at: string; folder: string }): string | null {
  try {
    writeFileSync(file, JSON.stringify(what) + '\n')
    return null
  } catch (error) {
    return `${file} cannot be written (${error instanceof Error && 'code' in error ? error.code : 'unknown'})`
  }
}

/** What was begun and not finished is no backup, and must not look like one. */
async function wholeOrNothing(folder: string, work: () => Promise<number>): Promise<number> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new BackupRefusal(`${folder} is not empty.`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    return await work()
  } catch (error) {
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true, force: true })
    throw error
  }
}

async function copied({ config, url }: CommandStore, folder: string): Promise<BackupFile[]> {
  const from = path.join(path.resolve(config.dataDir), 'pg')
  return [
    ...(await copyCluster(url, path.join(from, 'cluster'), folder)),
    await one(path.join(from, 'password'), folder, 'password'),
  ]
}

async function dumped(url: string, folder: string): Promise<BackupFile> {
  const name = 'database.dump'
  await dumpServer(url, path.join(folder, name))
  return { path: name, ...must(await hashFile(path.join(folder, name)), name) }
}

async function one(from: string, folder: string, name: string): Promise<BackupFile> {
  return { path: name, ...must(await copyFile(from, path.join(folder, name)), from) }
}

function must<T>(found: T | null, name: string): T {
  if (found === null) throw new BackupRefusal(`${name} is not there.`)
  return found
}

async function below(name: string, from: string, folder: string): Promise<BackupFile[]> {
  if (!existsSync(from)) return []
  const files = await copyFolder({ from: path.resolve(from), to: path.join(folder, name) })
  return files.map((file) => ({ ...file, path: path.join(name, file.path) }))
}

async function fromBucket(bucket: Bucket, folder: string): Promise<BackupFile[]> {
  const files = await copyStore(byteBucket(bucket), path.join(folder, 'files'))
  return files.map((file) => ({ ...file, path: path.join('files', file.path) }))
}

async function described({ config, url, keyring }: CommandStore, included: boolean) {
  const [owner, keeper] = [postgres(url, { max: 1, onnotice: () => {} }), openAsKeeper(url)]
  try {
    const [server] = await owner<{ version: string; migration: string }[]>`
      select current_setting('server_version') as version, (select max(name) from migrations) as migration`
    const { held, broken } = await checkKeys(keeper, keyring)
    const about: Omit<Manifest, 'files'> = {
      format: 'madoguchi backup 1',
      madeAt: new Date().toISOString(),
      from: config.databaseUrl ? 'server' : 'embedded',
      postgres: server?.version ?? '',
      migration: server?.migration ?? '',
      keys: {
        needed: Object.keys(held).filter((id) => (held[id] ?? 0) > 0),
        fingerprint: fingerprintOf(keyring),
        included,
      },
    }
    return { ...about, broken }
  } finally {
    await Promise.all([owner.end(), keeper.end()])
  }
}
