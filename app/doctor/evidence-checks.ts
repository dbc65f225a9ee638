/** What the doctor looks for where files of evidence lie: does the store take our key, and does the scanner answer? */
import type { Config } from '#app/config.server.ts'
import { clamd } from '#app/files/clamd.server.ts'
import { byteBucket } from '#db/files/byte-bucket.server.ts'
import { byteFolder } from '#db/files/byte-folder.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { levelIf, type Finding } from './finding.ts'

export async function evidenceFindings({ filesDir, bucket, clamd: scanner }: Config): Promise<Finding[]> {
  return [
    bucket ? await bucketAnswers(byteBucket(bucket), bucket.endpoint) : await folderTakes(filesDir),
    await scans(scanner),
  ]
}

/** It lists what is there of a file that nobody has: nothing. */
async function bucketAnswers(store: ReturnType<typeof byteBucket>, endpoint: string): Promise<Finding> {
  const answers = await store.parts(newId()).then(
    () => true,
    () => false,
  )
  return { check: 'files', level: levelIf(answers), found: answers ? 'bucket' : 'away', values: { endpoint } }
}

async function folderTakes(folder: string): Promise<Finding> {
  const room = await byteFolder(folder)
    .room()
    .catch(() => null)
  const values = { folder, free: ((room ?? 0) / 1e9).toFixed(1) }
  return { check: 'files', level: levelIf(room !== null && room > 0), found: 'folder', values }
}

async function scans(address: string | null): Promise<Finding> {
  if (!address) return { check: 'scanner', level: 'ok', found: 'none' }
  const { scan } = await clamd(address)(1, one())
  const answers = scan === 'clean'
  return { check: 'scanner', level: levelIf(answers, 'warn'), found: answers ? 'found' : 'away', values: { address } }
}

async function* one(): AsyncGenerator<Buffer> {
  yield Buffer.from('x')
}
