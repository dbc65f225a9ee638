import fs from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import zlib from 'node:zlib'

import { encodingFor } from './compress.server.ts'
import { plainHeaders } from './headers.server.ts'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
}

interface StaticFile {
  plain: Buffer
  br: Buffer
  gzip: Buffer
  type: string
  cache: string
}

export type StaticFiles = ReadonlyMap<string, StaticFile>

/**
 * Reads the built files once, with their compressed forms, which the build has made for whatever is not tiny: few and
 * small, because of the scripts only the one that pages load (`script`, an address) is kept; the router's own chunks are
 * never asked for.
 */
export function readStaticFiles(folder: string, script: string): StaticFiles {
  const known = read.get(script)
  if (known) return known
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => types[path.extname(name)]).map((name) => [`/${name}`, name] as const)
  const wanted = files.filter(([address]) => !address.endsWith('.js') || address === script)
  const held = new Map(wanted.map(([address, name]) => [address, readStaticFile(path.join(folder, name), address)]))
  read.set(script, held)
  return held
}

/** By the script, whose name changes with each build: several portals of a process compress them once. */
const read = new Map<string, StaticFiles>()

function readStaticFile(file: string, address: string): StaticFile {
  const plain = fs.readFileSync(file)
  const cache = address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'
  const type = types[path.extname(file)] ?? 'application/octet-stream'
  const built = (ending: string, compress: () => Buffer) =>
    fs.existsSync(file + ending) ? fs.readFileSync(file + ending) : compress()
  const br = built('.br', () => zlib.brotliCompressSync(plain))
  const gzip = built('.gz', () => zlib.gzipSync(plain, { level: 9 }))
  return { plain, br, gzip, type, cache }
}

/** Answers a GET or HEAD of a built file; false when the address is not one. */
export function sendStatic(
  files: StaticFiles,
  request: IncomingMessage,
  response: ServerResponse,
  secure: boolean,
): boolean {
  const file = files.get((request.url ?? '').split('?')[0] ?? '')
  if (!file || (request.method !== 'GET' && request.method !== 'HEAD')) return false
  const encoding = encodingFor(request.headers['accept-encoding']?.toString() ?? null)
  const body = encoding ? file[encoding] : file.plain
  response.writeHead(200, {
    ...plainHeaders(secure),
    'Content-Type': file.type,
    'Content-Length': body.length,
    'Cache-Control': file.cache,
    Vary: 'Accept-Encoding',
    ...(encoding ? { 'Content-Encoding': encoding } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
  return true
}
