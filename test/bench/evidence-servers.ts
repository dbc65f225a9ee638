/**
 * Servers of others that evidence meets, started on the loopback when they are installed here:
 *   S3      moto:                                        pip install 'moto[server]'
 *   ClamAV  with one signature of its own, for EICAR:  apt-get install clamav-daemon
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { S3mini } from 's3mini'
import type { Bucket } from '#db/files/byte-bucket.server.ts'

export interface Started<T> {
  at: T
  process: ChildProcess
}

export const isInstalled = (program: string): boolean => spawnSync('which', [program]).status === 0

/** MD5 and length of the file of https://www.eicar.org, as ClamAV writes signatures of whole files. */
const eicarSignature = '44d88612fea8a8f36de82e1278abb02f:68:Eicar-Test-Signature\n'
const everything = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
})

/**
 * An empty bucket. `guarded`: one user may use it and nobody else. A guarded moto takes no listing, as it reads the address of
 * one in another way than S3 when it checks the signature.
 */
export async function startMoto({ guarded }: { guarded: boolean }): Promise<Started<Bucket>> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const env = { ...process.env, ...(guarded ? { INITIAL_NO_AUTH_ACTION_COUNT: '3' } : {}) }
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { env, stdio: 'ignore' })
  const at = await emptyBucket(origin, port).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  return { at, process: child }
}

async function emptyBucket(origin: string, port: number): Promise<Bucket> {
  await untilListening(port)
  await iam(origin, { Action: 'CreateUser', UserName: 'portal' })
  await iam(origin, {
    Action: 'PutUserPolicy',
    UserName: 'portal',
    PolicyName: 'all',
    PolicyDocument: everything,
  })
  const key = await iam(origin, { Action: 'CreateAccessKey', UserName: 'portal' })
  const told = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(key)?.[1] ?? ''
  const bucket = {
    endpoint: `${origin}/evidence`,
    region: 'ap-northeast-1',
    keyId: told('AccessKeyId'),
    secret: told('SecretAccessKey'),
  }
  const { endpoint, region, keyId, secret } = bucket
  await new S3mini({ endpoint, region, accessKeyId: keyId, secretAccessKey: secret }).createBucket()
  return bucket
}

/** `at` is its address, as MADOGUCHI_CLAMD takes it. */
export async function startClamd(folder: string): Promise<Started<string>> {
  const port = await freePort()
  const signatures = path.join(folder, 'signatures')
  mkdirSync(signatures, { recursive: true, mode: 0o755 })
  writeFileSync(path.join(signatures, 'local.hdb'), eicarSignature)
  const settings = [`TCPSocket ${port}`, 'TCPAddr 127.0.0.1', `DatabaseDirectory ${signatures}`, 'Foreground yes']
  const user = process.getuid?.() === 0 ? ['User root'] : []
  const file = path.join(folder, 'clamd.conf')
  writeFileSync(file, [...settings, ...user, 'StreamMaxLength 100M', ''].join('\n'))
  const child = spawn('clamd', ['-c', file], { stdio: 'ignore' })
  await untilListening(port)
  return { at: `127.0.0.1:${port}`, process: child }
}

/** Takes connections and says nothing. */
export async function startTarpit(): Promise<{ port: number; close(): void }> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => sockets.add(socket.on('error', () => {})))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = portOf(server)
  return {
    port,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = net.createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const port = portOf(probe)
  probe.close()
  await once(probe, 'close')
  return port
}

function portOf(server: net.Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}

async function iam(origin: string, fields: Record<string, string>): Promise<string> {
  const scope = 'AWS4-HMAC-SHA256 Credential=setup/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0'
  const body = new URLSearchParams({ Version: '2010-05-08', ...fields })
  const answer = await fetch(origin, { method: 'POST', body, headers: { Authorization: scope } })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`moto answered ${answer.status}: ${text.slice(0, 300)}`)
  return text
}

async function untilListening(port: number): Promise<void> {
  for (let turn = 0; turn < 300; turn++) {
    const socket = net.connect(port, '127.0.0.1')
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (isThere) return
    await wait(100)
  }
  throw new Error(`nothing listens at ${port}`)
}
