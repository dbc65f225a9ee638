/** Headers that every answer carries, whatever it is. */
const always = {
  'X-Content-Type-Options': 'nosniff',
  // Not no-referrer: browsers then send `Origin: null` with forms, which the cross-site check refuses.
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), ' +
    'magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
} as const

interface Answered {
  nonce: string
  secure: boolean
  requestId: string
}

/** https, from now on and for two years. */
const onlySecure = { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' } as const

const inert = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The same for what is no page: files of the build, and what is turned away before there is a request. */
export const plainHeaders = (secure: boolean): Readonly<Record<string, string>> => (secure ? secured : plain)
const plain = { ...always, 'Content-Security-Policy': inert, 'Cache-Control': 'no-store' }
const secured = { ...plain, ...onlySecure }

/** Text that does not say its letters: all of ours is UTF-8. An event stream is so by its standard. */
const unspelt = /^text\/(?!event-stream)[\w.-]+$/

/** Adds what protects a visitor. Answers are private and unstored unless their route said otherwise. */
export function protect(headers: Headers, { nonce, secure, requestId }: Answered): void {
  for (const [name, value] of Object.entries(always)) headers.set(name, value)
  const type = headers.get('Content-Type') ?? ''
  if (unspelt.test(type)) headers.set('Content-Type', `${type}; charset=utf-8`)
  headers.set('Content-Security-Policy', contentSecurityPolicy(type, nonce))
  headers.set('X-Request-Id', requestId)
  if (secure) headers.set('Strict-Transport-Security', onlySecure['Strict-Transport-Security'])
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
}

/** A page may run our one script; a file opened in the browser nothing. A sandbox would stop the viewer of PDF. */
function contentSecurityPolicy(type: string, nonce: string): string {
  if (type.startsWith('application/pdf')) return "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
  if (!type.startsWith('text/html')) return `${inert}; sandbox`
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
