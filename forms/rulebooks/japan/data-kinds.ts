/** Kinds of personal data that a law names, as the list of the form has them, as programs write them, and in people's own words. */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
import { all, mentions, not } from '#forms/rulebooks/write.ts'

/** The list of data holds one of these words. */
export const listsInWords = (words: readonly string[]): Condition => mentions('pd-items.items', words)

/** 要配慮個人情報 (法2条3項, 施行令2条). Welfare status and tax amounts are sensitive but not in the list of the law. */
export const specialCare = named(`
  medical-record medical-history diagnosis prescription treatment surgery mental-health allergy health-checkup health-check-result
  medical-claim test-result disability genetic criminal-record crime-victim
  juvenile-record race creed religion social-status
  health-record disease disability-certificate
  medical-information patient-record clinical-record medical-image test-results health-information health-checkup-result
  health-check medical-certificate illness religious-belief political-opinion
  medication psychiatric-record counselling-record disability-status disability-grade criminal-history belief ethnicity
  medical-data health-data patient-data medical-chart hospital-visit visit-history hospitalisation hospitalization
  treatment-record treatment-history surgery-history prescription-history dispensing-record stress-check
  genetic-information genome criminal conviction arrest-record victim-of-crime
`)

/** The same in a reporter's own words. */
export const specialCareWords = [
  ...named(`
  要配慮 病歴 病名 既往 疾患 疾病 傷病 診療 カルテ 診断名 診断書 診断結果 診察 受診 通院 入院 手術 処方 調剤 投薬 服薬
  健康診断 健診 検診 ストレスチェック 保健指導 レセプト
  障害 障がい 遺伝子 ゲノム 人種 民族 信条 宗教 信仰 社会的身分 前科 犯罪 逮捕 少年保護
`),
  ...phrases(`
    medical record, medical history, medical information, medical data, medical condition, medical certificate,
    medical examination, patient record, patient chart, clinical record, clinical data, diagnos, illness, disease,
    treatment, surger, hospitali, prescri, medication, health check, health record, health information, health data,
    stress check, disabilit, disabled, genetic, genom, criminal, conviction, arrest, victim of, religio, creed, ethnic,
    racial, political opinion, political belief, social status
  `),
]

/** The whole number of a card, or what proves that one holds it. */
export const cardNumbers = named(`
  card-number card-security-code security-code credit-card-number cvv cvc
`)
export const cardNumbersInWords: Condition = all(
  listsInWords([
    ...named('クレジットカード番号 クレジット番号 カード会員番号 セキュリティコード'),
    ...phrases('credit card number, debit card number, payment card number, card numbers, security code, cvv, cvc'),
  ]),
  not(
    listsInWords([
      ...named('下4桁 下４桁 下四桁 番号の一部 番号（一部'),
      ...phrases('last four, last 4, partial credit, partial card numbers, masked, truncated'),
    ]),
  ),
)

/** 番号法2条5項. */
export const myNumber = ['my-number', 'mynumber', 'individual-number']
export const myNumberWords = ['マイナンバー', '個人番号', '特定個人情報', 'my number', 'individual number']

/** 電気通信事業法4条: what was said and written, and that it was. */
export const communications = named(`
  communication-record communication-content communication-history call-record call-history mail-content email-content
  message-content
`)
export const communicationWords = [
  ...named('通信の秘密 通信履歴 通信記録 通信内容 通話履歴 通話記録 通話内容 メール本文 メールの本文 メール内容'),
  ...phrases(`
    secrecy of communication, communication record, communication histor, communication log, call record, call histor,
    call log, content of communication, contents of communication, content of call, contents of call, content of mail,
    contents of mail, content of e mail, contents of e mail, content of message, contents of message, mail content,
    e mail content, message content, e mail bod, mail bod, body of e mail, bodies of e mail
  `),
]
