/** Texts with a form of their own: what is clearly meant is put right, what is clearly wrong is refused. */
import type { TextLike } from '#forms/item.ts'
import { plainHost, plainUrl } from './hosts.ts'
import type { ProblemCode } from './problem.ts'

export type Normalised = { text: string } | { wrong: ProblemCode }

/** Of one length: whoever types more is told what it is, not how long it may be. */
export const numbers: Readonly<Partial<Record<TextLike, ProblemCode>>> = {
  'corporate-number': 'corporateNumber',
  postcode: 'postcode',
}

/** Nobody sees them, and they come along from web pages and chats: with them an address matches in no other report. */
const unseen = /[\u00ad\u200b\u2060\ufeff]/g

export const normalised = (like: TextLike, text: string): Normalised =>
  normalisers[like](text.replaceAll(unseen, '').trim())

const normalisers: Readonly<Record<TextLike, (text: string) => Normalised>> = {
  phone,
  email,
  url: plainUrl,
  host: plainHost,
  'corporate-number': corporateNumber,
  postcode,
  cve,
  hash,
  'attack-technique': attackTechnique,
  port,
}

/** Whose telephone it is, as Japanese cards say behind the number. */
const whose = /[\s(]*(代表|直通|携帯|夜間|時間外|緊急)[\s)]*$/

/** Digits with hyphens, an optional + and an extension; kept as people write it, so that it can be dialled and read. */
function phone(text: string): Normalised {
  const typed = text.normalize('NFKC')
  const [behind, of] = whose.exec(typed) ?? ['']
  const plain = typed
    .slice(0, typed.length - behind.length)
    .replace(/^(\s*\+\d{1,3})[\s-]*\(0\)/, '$1-') // the 0 that is dialled at home only
    .replaceAll(/[‐‑‒–—―−ー－]/g, '-')
    .replaceAll(/[()\s.]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replace(/^-/, '')
  const [extended, word, extension] = /-?(内線|ext|x|#)[:-]*(\d{1,8})-?$/i.exec(plain) ?? ['']
  const number = plain.slice(0, plain.length - extended.length).replace(/-$/, '')
  const digits = number.replaceAll(/\D/g, '').length
  const fits = /^\+?[\d-]+$/.test(number) && digits >= 9 && digits <= 15
  return fits
    ? {
        text: `${number}${extension ? ` ${word === '内線' ? word : 'ext. '}${extension}` : ''}${of ? `（${of}）` : ''}`,
      }
    : { wrong: 'phone' }
}

/** Mildly: something, @, a domain with a dot. Whether it exists only a mail can tell. */
function email(text: string): Normalised {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/^mailto:/i, '')
  return /^[^@<>,;]+@[^@<>,;.]+(?:\.[^@<>,;.]+)+$/.test(plain) ? { text: plain } : { wrong: 'email' }
}

/** 法人番号: check digit 9 − (Σ Pn·Qn mod 9), Pn the n-th digit from the right of the 12 digits behind it, Qn 1 for odd n, else 2. */
function corporateNumber(text: string): Normalised {
  const plain = text.normalize('NFKC').replaceAll(/[-‐−ー\sT]/g, '')
  if (!/^\d{13}$/.test(plain)) return { wrong: 'corporateNumber' }
  let sum = 0
  for (let n = 1; n <= 12; n += 1) sum += Number(plain[13 - n]) * (n % 2 === 1 ? 1 : 2)
  return Number(plain[0]) === 9 - (sum % 9) ? { text: plain } : { wrong: 'corporateNumberDigit' }
}

/** Of an address in Japan: seven digits, however they are typed, kept as they are written on a letter. */
function postcode(text: string): Normalised {
  const plain = text.normalize('NFKC').replaceAll(/[〒‐‑‒–—―−ー\-\s]/g, '')
  const [, place, rest] = /^(\d{3})(\d{4})$/.exec(plain) ?? []
  return place ? { text: `${place}-${rest}` } : { wrong: 'postcode' }
}

/** Narrow or full-width, with any dash or a space, as it was copied. */
const cveTyped = /[CＣ][VＶ][EＥ][-_\s‐‑‒–—―−ー－]?([\d０-９]{4})[-_\s‐‑‒–—―−ー－]([\d０-９]{4,})/giu

/** A text may name a product without a CVE; what begins like an id must be one. */
function cve(text: string): Normalised {
  const plain = text
    .replaceAll(cveTyped, (_, year: string, number: string) => `CVE-${year}-${number}`.normalize('NFKC'))
    .replaceAll(/\bcve-(?=\d)/gi, 'CVE-')
  if (!/^cve\b/i.test(plain)) return { text: plain }
  return /^CVE-\d{4}-\d{4,}(?!\d)/.test(plain) ? { text: plain } : { wrong: 'cve' }
}

const hashLengths: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64, sha512: 128 }

const isHashLong = ({ length }: string): boolean => Object.values(hashLengths).includes(length)

/** `sha256:…` in small letters, also when it was copied in groups. Names of files and places pass as they are; a run of hex of no known length does not. */
function hash(text: string): Normalised {
  const [, algorithm, digits = ''] =
    /^(?:(md5|sha-?1|sha-?256|sha-?512)\s*[:=]\s*)?([0-9a-f]+(?:[\s:][0-9a-f]+)*)$/i.exec(text.normalize('NFKC')) ?? []
  const hex = digits.replaceAll(/[\s:]/g, '')
  if (!hex) return /^(?:md5|sha-?\d+)\s*[:=]/i.test(text) ? { wrong: 'hash' } : { text }
  if (!algorithm && (hex.length < 24 || (hex !== digits && !isHashLong(hex)))) return { text }
  const named = algorithm?.toLowerCase().replace('-', '')
  const name = named ?? Object.keys(hashLengths).find((one) => hashLengths[one] === hex.length)
  if (!name || hashLengths[name] !== hex.length) return { wrong: 'hash' }
  return { text: `${name}:${hex.toLowerCase()}` }
}

/** MITRE ATT&CK ids in capitals; other words about the technique pass. */
function attackTechnique(text: string): Normalised {
  const plain = text.replace(/^t(?=\d)/, 'T')
  if (!/^T\d/.test(plain)) return { text: plain }
  return /^T\d{4}(?:\.\d{3})?(?!\d)/.test(plain) ? { text: plain } : { wrong: 'attackTechnique' }
}

/** As it was written (443/tcp, 8000-8100, https), but none that no machine has. */
function port(text: string): Normalised {
  const numbersIn = text.normalize('NFKC').match(/\d+/g) ?? []
  return numbersIn.some((number) => Number(number) > 65_535) ? { wrong: 'port' } : { text }
}
