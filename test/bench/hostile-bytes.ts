/** Requests as bytes, so that they can be wrong. */
const crlf = '\r\n'
export const host = 'Host: 127.0.0.1'

export type Header = string

export function request(line: string, headers: readonly Header[] = [], body: string | Buffer = ''): Buffer {
  const closing = ['Connection: close', ...headers]
  return Buffer.concat([Buffer.from(`${line}${crlf}${closing.join(crlf)}${crlf}${crlf}`, 'latin1'), Buffer.from(body)])
}

export const get = (target: string, headers: readonly Header[] = []) =>
  request(`GET ${target} HTTP/1.1`, [host, ...headers])

export function post(target: string, type: string, body: string | Buffer, headers: readonly Header[] = []): Buffer {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return request(
    `POST ${target} HTTP/1.1`,
    [host, length, ...(type ? [`Content-Type: ${type}`] : []), ...headers],
    body,
  )
}

export type Named = [name: string, bytes: Buffer]

export const form = 'application/x-www-form-urlencoded'
