/** A large file whose last answer was lost on the way: whoever sends it announces it again, and has it once. */
import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'

import { readConfig } from '#app/config.server.ts'
import { beginFile, isThere } from '#app/files/begin-file.server.ts'
import { finishFile, removeFile } from '#app/files/finish-file.server.ts'
import { openShelf } from '#app/files/shelf.server.ts'
import { getArriving, takePart } from '#app/files/take-part.server.ts'
import { listFiles } from '#db/files/files.server.ts'
import { filedHospital } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { scratchFolder } from '#test/support/scratch.ts'

const database = await testDatabase()
const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))
const fileLimits = { ...readConfig({}).fileLimits, reserve: 0 }
const shelf = openShelf({ filesDir: folder, bucket: null, fileLimits, clamd: null })
const plain = Buffer.from('203.0.113.9 GET /login 200\n')

test('what is announced again after all of it arrived is there already, until it is taken out', async () => {
  const holder = await filedHospital(database)
  const fingerprint = 'the same'
  const announced = { item: 'ioc-log', lane: 'plain', name: 'a.log', fingerprint, network: null } as const
  const first = await beginFile(holder, shelf, { ...announced, bytes: plain.length })
  if ('problem' in first) throw new Error(first.problem)
  expect(await isThere(holder, fingerprint)).toBe(false)
  const sending = await getArriving(holder, first.id)
  await finishFile(holder, shelf, await takePart(holder, shelf, sending, { number: 0, isLast: true, plain }))

  expect(await isThere(holder, fingerprint)).toBe(true)
  expect(await holder.db.transaction((tx) => listFiles(tx, holder.actor.reportId))).toHaveLength(1)
  await expect(getArriving(holder, first.id), 'as long as somebody asks again').rejects.toMatchObject({
    code: 'conflict',
  })

  await removeFile(holder, shelf, first.id)
  expect(await isThere(holder, fingerprint)).toBe(false)
})
