/** What people type where there is nothing to name or nobody knows yet, in fields for names: a word, never a sentence. */
import { unknown } from '#forms/item.ts'

const nothing =
  /^(?:なし|無し|無|ない|特に(?:なし|無し)|該当(?:なし|無し|せず)|ありません|none|nil|nothing|n\/a|not applicable)[。.]?$/i
const notKnown =
  /^(?:不明|未詳|未定|未確認|未回答|無回答|回答しない|非公開|非公表|(?:現在|(?:該当|対象)(?:の有無|するか(?:どうか|否か)?)?[はをが、]?)?(?:調査|確認|精査|特定)中|(?:未特定|特定でき(?:ていない|ておらず|ず))|[わ分]から(?:ない|ず|ません)|unknown|not known(?: yet)?|not (?:answered|disclosed|confirmed)|withheld|undisclosed|unconfirmed|tbd|to be determined|under investigation)[。.]?$/i
const yes = /^(?:yes|y|true|はい|有|有り|あり|ある|同意|同意する|同意します)[。.]?$/i
const no = /^(?:no|n|false|いいえ|無|無し|なし|ない|同意しない|同意しません)[。.]?$/i

/** `none`, not known yet, or something that was meant to be read. */
export function saidInstead(text: string): 'none' | typeof unknown | undefined {
  const said = text.normalize('NFKC').trim()
  if (nothing.test(said)) return 'none'
  return notKnown.test(said) ? unknown : undefined
}

/** The answer to a question of yes or no, as people write it in both languages. */
export function yesOrNo(text: string): 'yes' | 'no' | undefined {
  const said = text.normalize('NFKC').trim()
  if (yes.test(said)) return 'yes'
  return no.test(said) ? 'no' : undefined
}
