/** What a file of 2 GiB takes while it is uploaded in one post: memory of the server above idle, time, processor time. */
import { readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { startReport } from '#app/reports/start-report.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { startPortal, temporaryFolder } from './portal.ts'
import { signIn } from './sessions.ts'

const size = Number(process.argv[2] ?? 2 * 1024 ** 3 - 10_000)
const piece = Buffer.alloc(1024 * 1024, 'evidence ')

const folder = temporaryFolder()
const portal = await startPortal({ folder })
const database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile) })
const anyone = { kind: 'anyone' } as const
const report = await startReport({ db: database.as(anyone), actor: anyone, now: new Date() }, 'ja')
const holder = { kind: 'holder', reportId: report.id, reference: report.reference } as const
const cookie = await signIn(database, 'report', holder)

const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${portal.pid}/status`, 'utf8'))?.[1]) / 1024
/** Seconds; Linux counts in hundredths. */
const processor = () => {
  const fields = readFileSync(`/proc/${portal.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const idle = memory()
const before = processor()
let most = idle
const watching = setInterval(() => (most = Math.max(most, memory())), 50)
const started = performance.now()
const status = await post()
clearInterval(watching)
const seconds = (performance.now() - started) / 1_000
console.log(
  `${size} bytes: ${status} in ${seconds.toFixed(1)} s, processor ${(processor() - before).toFixed(1)} s, ` +
    `memory ${idle.toFixed(0)} MB idle, at most ${(most - idle).toFixed(0)} MB above`,
)
await database.end()
await portal.stop()
rmSync(folder, { recursive: true, force: true })

function field(name: string, more = ''): string {
  return `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`
}

function post(): Promise<number | undefined> {
  const head = `${field('item')}attachments\r\n${field('lane')}sample\r\n${field('file', '; filename="memory.raw"')}`
  const tail = '\r\n--x--\r\n'
  const headers = {
    Cookie: cookie,
    'Content-Type': 'multipart/form-data; boundary=x',
    'Content-Length': head.length + size + tail.length,
  }
  const address = `${portal.origin}/reports/${report.reference}/files`
  return new Promise((resolve, reject) => {
    const request = http.request(address, { method: 'POST', headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode))
    })
    request.once('error', reject)
    request.write(head)
    let left = size
    const go = () => {
      while (left > 0) {
        const next = piece.subarray(0, Math.min(left, piece.length))
        left -= next.length
        if (!request.write(next)) return void request.once('drain', go)
      }
      request.end(tail)
    }
    go()
  })
}
