/** What names the victim or lets one guess it: collected from the report itself, so that it can be taken out of texts. */
import { named } from '#forms/items/kinds.ts'
import { unknown, type Answer, type Answers, type ItemId } from '#forms/item.ts'

/** Whose every text names somebody or a place of the victim. */
const naming: readonly ItemId[] = named(`
  org-name org-corporate-number org-address org-representative org-identifiers
  contact-responsible contact-name contact-phone contact-email contact-alternate
  sys-address sys-designated-computer sys-location card-acquirer ddos-target
`)
/** Items of which only some parts name. */
const namingParts: readonly [ItemId, string][] = [
  ['detect-source', 'notifier'],
  ['reporter-capacity', 'organisation'],
  ['pd-entrustment', 'counterparties'],
  ['sc-provider', 'product'],
]
/** Legal forms that stand before or after a name; the name without them names just as well. */
const legalForms =
  /株式会社|有限会社|合同会社|合名会社|合資会社|\(株\)|㈱|(?:一般|公益)?(?:社団|財団)法人|(?:国立大学|学校|医療|社会福祉|宗教)法人|独立行政法人|国立研究開発法人|\b(?:co\.?,? ?ltd\.?|inc\.?|corp\.?|k\.k\.|ltd\.?)/giu

/** Every identifying text of at least two characters, the longest first, in one spelling (NFKC, lower case). */
export function identifiersIn(answers: Answers): string[] {
  const texts = [
    ...naming.flatMap((item) => textsOf(answers[item])),
    ...namingParts.flatMap(([item, part]) => textsOf(partOf(answers[item], part))),
  ].map(oneSpelling)
  const found = new Set<string>()
  for (const text of texts) {
    found.add(text.trim())
    for (const less of shorter(text)) found.add(less.trim())
  }
  return [...found].filter((text) => text.length >= 2 && !common.has(text)).toSorted((a, b) => b.length - a.length)
}

const common = new Set([unknown, 'none', 'not-disclosed', 'jp', '本社', '全国', '警察', '顧客', '取引先', '専門機関'])

/** One spelling for comparing: full-width and half-width alike, defanged hosts made whole, no spaces inside. */
export function oneSpelling(text: string): string {
  const folded = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC')
  const small = folded.toLowerCase()
  const whole = /[[(]/.test(small) ? small.replaceAll(/\[(?:\.|dot)\]|\(\.\)/g, '.').replaceAll('[@]', '@') : small
  return whole.startsWith('hxxp') ? `http${whole.slice(4)}` : whole
}

export interface KnownName {
  /** As it is written, in one spelling. */
  plain: string
  /** Without its legal form, kana of one kind, blanks and signs: nobody writes a name the same way each time. */
  bare: string
}

/** Names that are known from elsewhere. One or two signs left of a name are no name. */
export function knownNames(names: readonly string[]): readonly KnownName[] {
  const before = prepared.get(names)
  if (before) return before
  const known = names
    .map((name) => oneSpelling(name).trim())
    .filter((name) => name.length >= 2)
    .map((plain) => ({ plain, bare: longEnough(squeezed(plain.replaceAll(legalForms, ''))) }))
  prepared.set(names, known)
  return known
}

const prepared = new WeakMap<readonly string[], readonly KnownName[]>()

const longEnough = (bare: string): string => (bare.length >= (/^[\x20-\x7e]*$/.test(bare) ? 5 : 3) ? bare : '')

/** Of a text in one spelling: letters and figures alone, katakana as hiragana, also where an address has them in codes. */
export const squeezed = (text: string): string =>
  withoutCodes(text)
    .replaceAll(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

const withoutCodes = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/g, (codes) => {
    try {
      return decodeURIComponent(codes).normalize('NFKC').toLowerCase()
    } catch {
      return codes
    }
  })

function shorter(text: string): string[] {
  const domain = /[.:@]/.test(text) ? domainIn(text) : undefined
  const digits = text.replaceAll(/[^0-9]+/g, '')
  return [
    text.replaceAll(legalForms, ''),
    ...(domain ? [domain, registrable(domain)] : []),
    ...(digits.length >= 9 && digits.length >= text.length / 2 ? [digits, digits.replace(/^81/, '0')] : []),
  ]
}

/** Of an address, of mail or alone. */
function domainIn(text: string): string | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/:?#]+)/.exec(text)?.[1]
  const mailHost = /@([a-z0-9.-]+)$/.exec(text)?.[1]
  return host ?? mailHost ?? (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(text) ? text : undefined)
}

/** The last labels that belong to one owner: example.co.jp, example.com. An address stays whole. */
function registrable(host: string): string {
  const labels = host.split('.')
  if (/^[0-9.]+$/.test(host) || labels.length < 3) return host
  const secondLevel = /^(?:co|or|ne|ac|go|lg|ed|ad|gr|example)$/.test(labels.at(-2) ?? '') && labels.at(-1) === 'jp'
  return labels.slice(secondLevel ? -3 : -2).join('.')
}

function textsOf(answer: Answer | undefined): string[] {
  if (typeof answer === 'string') return [answer]
  if (typeof answer !== 'object' || answer === null) return []
  return Object.values(answer).flatMap(textsOf)
}

function partOf(answer: Answer | undefined, part: string): Answer | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
  return (answer as { readonly [part: string]: Answer })[part] // a list was turned away above
}
