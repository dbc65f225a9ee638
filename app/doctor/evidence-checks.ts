/** What the doctor looks for where files of evidence lie: does the store take our key, and does the scanner answer? */
import type { Sql } from 'postgres'

import type { Config } from '#app/config.server.ts'
import { clamd } from '#app/files/clamd.server.ts'
import { byteBucket } from '#db/files/byte-bucket.server.ts'
import { byteFolder } from '#db/files/byte-folder.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { levelIf, type Finding } from './finding.ts'

export async function evidenceFindings(config: Config, sql: Sql): Promise<Finding[]> {
  const { filesDir, bucket, fileLimits, clamd: scanner } = config
  return [
    bucket ? await bucketAnswers(byteBucket(bucket), bucket.endpoint) : await folderTakes(filesDir, fileLimits),
    await heldByAnybody(sql, fileLimits),
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

/** Files of those who are not known stop at twice the reserve: somebody has to make room before. */
async function folderTakes(folder: string, { reserve }: Config['fileLimits']): Promise<Finding> {
  const room = await byteFolder(folder, reserve)
    .room()
    .catch(() => null)
  const values = { folder, free: gigabytes(room ?? 0) }
  const level = !room ? 'fail' : levelIf(room > reserve, 'warn')
  return { check: 'files', level, found: 'folder', values }
}

/** As the owner: how near the last day is to where the portal takes no more of whoever is not known, and what all of them hold. */
async function heldByAnybody(sql: Sql, { unverified }: Config['fileLimits']): Promise<Finding> {
  const [row] = await sql<{ day: string; held: string }[]>`
    select (select coalesce(sum(bytes), 0) from (
        select bytes from files where network is not null and started_at > now() - interval '1 day'
        union all select bytes from mandate_files where network is not null and stored_at > now() - interval '1 day'
      ) lately) as day,
      (select coalesce(sum(f.bytes), 0) from files f join reports r on r.id = f.report_id
        left join organisations o on o.id = r.organisation_id where o.verified_at is null) as held`
  const [day, held] = [Number(row?.day ?? 0), Number(row?.held ?? 0)]
  const level = day < unverified / 2 ? 'ok' : 'warn'
  const values = { day: gigabytes(day), most: gigabytes(unverified), held: gigabytes(held) }
  return { check: 'unverifiedFiles', level, values }
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1)

async function scans(address: string | null): Promise<Finding> {
  if (!address) return { check: 'scanner', level: 'ok', found: 'none' }
  const { scan } = await clamd(address)(1, one())
  const answers = scan === 'clean'
  return { check: 'scanner', level: levelIf(answers, 'warn'), found: answers ? 'found' : 'away', values: { address } }
}

async function* one(): AsyncGenerator<Buffer> {
  yield Buffer.from('x')
}
