import { afterAll, expect, inject, test } from 'vitest'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { cloneOfEmpty } from '#test/support/clone.ts'

const clones = await Promise.all(Array.from({ length: 4 }, cloneOfEmpty))
afterAll(() => Promise.all(clones.map(({ drop }) => drop())))

test('portals with databases on one server start at once, though the login is one for all of them', async () => {
  const keyring = openKeyring(inject('server').keyFile)
  const starts = Array.from({ length: 5 }, () => clones.map(({ url }) => prepareDatabase({ url, keyring }))).flat()
  const failed = (await Promise.allSettled(starts)).filter(({ status }) => status === 'rejected')
  expect(failed).toEqual([])
})
