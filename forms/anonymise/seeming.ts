/**
 * Somebody whose name nobody told the portal, by what stands around a name: its legal form, what kind of house it is, a name
 * that only an inside network knows. Precise rather than complete: docs/decisions/041 has the figures. Company forms in
 * Latin letters are left alone, as products and certificates of the attacker carry them.
 */
const legalForm =
  /株式(?:会社|會社)|カブシキガイシャ|(?:有限|合同|合名|合資)会社|[(（][株有][)）]|(?:社団|財団|学校|医療|社会福祉|宗教|独立行政|国立大学|特定非営利活動)法人|国立研究開発法人/u

/** A house with a name of its own before its kind: in kanji or katakana, or in hiragana. */
const house =
  /([\p{sc=Han}\p{sc=Katakana}ー々ヶa-z]{2,20}?|\p{sc=Hiragana}{2,12})(?:病院|市役所|区役所|町役場|村役場|県庁|大学|銀行|信用金庫|高校)/gu
/** What says which kind and not which one, and what ends a phrase. */
const general =
  /^(?:総合|国立|公立|私立|民間|一般|地域|地方|大手|複数|国内|海外|県内|市内|都内|全国|他|各|中核|拠点|基幹|大学|附属|付属|医科|同|某|都市|ネット|信託|投資|取引|医療機関|自治体|企業|等|及|攻撃|標的|対象)+(?:の|医科|向)?$/u
const phrase =
  /(?:[のたるいなではがをにともやへすくうむぶつぬぐだ]|から|より|など|ほか|および|ため|だけ|まま|うち|ごと|あたり|ばかり|とおり)$/u

/** Names that no server on the internet has. */
const inside = /(?<![\w.-])(?:[\w-]+\.)+(?:local|lan|intra|intranet|internal|corp|localdomain)(?![\w-]|\.\w)/u
/** A machine by its short name; what begins with a dot or a question mark is a device. */
const share = /(?<![\w\\])\\\\[a-z][\w-]*\\[^\\\s]/u
const profile =
  /[a-z]:\\users\\(?!(?:public|default|all users|administrators?|admin|user|users|test|guest)\b)[\w.\p{L}-]+/u
/** Who got the mail. */
const addressee = /^[ \t]*(?:to|cc|bcc|delivered-to|x-original-to|envelope-to):.*@|\bfor <[^>\s]+@/mu

/** `text` in one spelling (identifiers.ts). */
export function seemsToName(text: string): boolean {
  if (legalForm.test(text) || inside.test(text) || share.test(text) || profile.test(text) || addressee.test(text))
    return true
  return [...text.matchAll(house)].some(([, name = '']) => !general.test(name) && !phrase.test(name))
}
