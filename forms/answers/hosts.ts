/** Addresses in plain notation. Defanged ones (hxxp://, [.], (dot)) are how people copy them safely. */
import type { Normalised } from './text-like.ts'

/** IP address, host name or URL. Other words ("border router") pass; an address that cannot be one does not. */
export function plainHost(text: string): Normalised {
  const plain = refanged(text)
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(plain)) return plainUrl(plain)
  if (/^[\d.]+(?:[:/]\d+)?$/.test(plain) && /\d\.\d/.test(plain))
    return isIpv4(plain) ? { text: plain } : { wrong: 'host' }
  return { text: plain }
}

/** A URL, or a host name with a path whose scheme was left out. */
export function plainUrl(text: string): Normalised {
  const plain = refanged(text)
  if (/\s/.test(plain)) return { wrong: 'url' }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(plain)) return URL.canParse(plain) ? { text: plain } : { wrong: 'url' }
  return /^[^./]+(?:\.[^./]+)+(?:[:/?#].*)?$/.test(plain) ? { text: plain } : { wrong: 'url' }
}

function refanged(text: string): string {
  const narrow = /^[\u0021-\u007e\uff01-\uff5e]+$/.test(text) ? text.normalize('NFKC') : text
  return narrow
    .replace(/^(h)(?:xx|XX|\*\*)(p)/i, '$1tt$2')
    .replaceAll(/\[:\/\/\]/g, '://')
    .replaceAll(/\[:\]|\(:\)/g, ':')
    .replaceAll(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}/gi, '.')
    .replaceAll(/\[@\]|\[at\]|\(at\)/gi, '@')
    .replaceAll(/\[\/\]/g, '/')
}

function isIpv4(text: string): boolean {
  const [, address = '', mark, behind] = /^([\d.]+)(?:([:/])(\d+))?$/.exec(text) ?? []
  const octets = address.split('.')
  const fits = octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)
  return fits && (behind === undefined || Number(behind) <= (mark === '/' ? 32 : 65_535))
}
