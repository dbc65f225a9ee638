/** Small, plain cookies: name, value, and the attributes that ours all share. */
export interface CookieOptions {
  secure: boolean
  /** Seconds; without it the cookie ends with the browser. 0 deletes it. */
  maxAge?: number
}

/** `__Host-` binds a cookie to this very host over https; browsers refuse the prefix without Secure. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name
}

export function readCookie(headers: Headers, name: string, secure: boolean): string | undefined {
  const wanted = `${cookieName(name, secure)}=`
  const pairs = (headers.get('Cookie') ?? '').split(';').map((pair) => pair.trim())
  const found = pairs.find((pair) => pair.startsWith(wanted))?.slice(wanted.length)
  return found === undefined ? undefined : decode(found)
}

export function writeCookie(name: string, value: string, { secure, maxAge }: CookieOptions): string {
  const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`
  const wall = secure ? '; Secure' : ''
  return `${cookieName(name, secure)}=${encodeURIComponent(value)}; Path=/; HttpOnly; SameSite=Lax${age}${wall}`
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
