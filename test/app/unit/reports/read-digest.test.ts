import { expect, test } from 'vitest'
import { readDigest } from '#app/reports/sending/read-digest.ts'

const digest = '0123456789abcdef'.repeat(4)
const wide = (text: string) =>
  text.replaceAll(/[!-~]/g, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))

test.for([
  digest,
  digest.toUpperCase(),
  wide(digest),
  wide(digest.toUpperCase()),
  `SHA-256:${digest}`,
  `SHA-256: ${digest}`,
  `sha256 ${digest}`,
  `ＳＨＡ－２５６：${wide(digest)}`,
  `  ${digest.slice(0, 40)}\n${digest.slice(40)}　`,
])('a digest is read as it stands on papers and comes from keyboards: %s', (typed) => {
  expect(readDigest(typed)).toBe(digest)
})

test.for(['', 'SHA-256:', digest.slice(1), `${digest}0`, `SHA-1:${digest}`, `x${digest}`, digest.replace('a', 'g')])(
  'and nothing else is taken for one: %s',
  (typed) => expect(readDigest(typed)).toBeNull(),
)
