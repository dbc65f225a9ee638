/** Quantities as people type them: full-width digits, commas, a unit behind, 万 and 億. */

const scales: Readonly<Record<string, number>> = { 万: 1e4, 億: 1e8, 兆: 1e12 }
/** One way to read each sign: with two, a long row of digits would be read in so many ways that it never ends. */
const grouped =
  /^(?:約|およそ|最大|多くとも|about|approx(?:imately)?\.?|around|upto|atmost|max(?:imum)?\.?|nomorethan){0,2}[¥$€]?(\d+(?:\.\d+)?(?:[兆億万]\d+(?:\.\d+)?)*[兆億万]?)(?:人|名|件|台|円|時間|回|%|枚|歳|people|persons?|users?|records?|hours?|yen)?(?:程度|頃|以下|以内)?$/i

/**
 * The highest that somebody thinks of is the number that is asked for; the lowest (1000人以上) says nothing of it and is not read.
 * A number not below zero, or undefined. It may be larger than the `largest` that is kept. '８万５千' is not read; '8万5000' and '１，２００人' are.
 */
export function numberOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[,、_\s]/g, '')
  const digits = grouped.exec(plain)?.[1]
  if (!digits) return undefined
  let sum = 0
  for (const [, amount = '', scale = ''] of digits.matchAll(/(\d+(?:\.\d+)?)([兆億万]?)/g)) {
    sum += Number(amount) * (scales[scale] ?? 1)
  }
  return sum > largest ? sum : Math.round(sum * 1e6) / 1e6
}

const rate = /^約?(\d+(?:\.\d+)?)([kKmMgGtT]?)(?:[bpr]ps|[BPR]PS|b(?:it)?\/s)?$/
const prefixes: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 }

/** A rate per second as providers report it: '12 Gbps', '３００Ｍ'. GBps are bytes, and are not read. */
export function rateOf(text: string): number | undefined {
  const [, amount, prefix = ''] = rate.exec(text.normalize('NFKC').replaceAll(/[,\s]/g, '')) ?? []
  return amount === undefined ? undefined : Math.round(Number(amount) * (prefixes[prefix.toLowerCase()] ?? 1))
}

/** Beyond it not every number can be told from the next one. */
export const largest = Number.MAX_SAFE_INTEGER
