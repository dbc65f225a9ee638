/** A socket that speaks as clamd does, for what it may say and do. The real one is tried by test/bench/evidence.ts. */
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface TestScanner {
  /** Its socket. */
  address: string
  /** Everything that it was ever sent. */
  heard(): Buffer
  stop(): Promise<void>
}

/** `says` is asked after each piece of a stream: null goes on listening, and '' hangs up without a word. */
export async function openScanner(says: (stream: Buffer, isWhole: boolean) => string | null): Promise<TestScanner> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clamd-'))
  const all: Buffer[] = []
  const server = net.createServer((socket) => {
    const stream: Buffer[] = []
    socket.on('error', () => {})
    socket.on('data', (piece: Buffer) => {
      stream.push(piece)
      all.push(piece)
      const verdict = says(Buffer.concat(stream), piece.subarray(-4).equals(Buffer.alloc(4)))
      if (verdict === '') socket.destroy()
      else if (verdict !== null) socket.end(`${verdict}\0`, () => socket.destroy())
    })
  })
  const address = path.join(folder, 'clamd.sock')
  await new Promise<void>((resolve) => void server.listen(address, resolve))
  return {
    address,
    heard: () => Buffer.concat(all),
    async stop() {
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}
