/** What people type where there is nothing to name or nobody knows yet, in fields for names: a word, never a sentence. */
import { unknown } from '#forms/item.ts'

const nothing =
  /^(?:なし|無し|無|ない|特に(?:なし|無し)|該当(?:なし|無し|せず)|ありません|none|nil|nothing|n\/a|not applicable)[。.]?$/i
const notKnown =
  /^(?:不明|未詳|未定|未確認|(?:現在)?(?:調査|確認|精査)中|[わ分]からない|unknown|not known(?: yet)?|tbd|to be determined|under investigation)[。.]?$/i

/** `none`, not known yet, or something that was meant to be read. */
export function saidInstead(text: string): 'none' | typeof unknown | undefined {
  const said = text.normalize('NFKC').trim()
  if (nothing.test(said)) return 'none'
  return notKnown.test(said) ? unknown : undefined
}
