/** Kinds of personal data that a law names, as the list of the form has them, as programs write them, and in people's own words. */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
import { mentions } from '#forms/rulebooks/write.ts'

/** The list of data holds one of these words, in an entry that holds none of the others. */
export const listsInWords = (words: readonly string[], but?: readonly string[]): Condition =>
  mentions('pd-items.items', words, but)

/** 要配慮個人情報 (法2条3項, 施行令2条). Welfare status and tax amounts are sensitive but not in the list of the law. */
export const specialCare = named(`
  medical-record medical-history diagnosis prescription treatment surgery mental-health allergy health-checkup health-check-result
  medical-claim test-result disability genetic criminal-record crime-victim
  juvenile-record race creed religion social-status
  health-record disease disability-certificate
  medical-information patient-record clinical-record medical-image test-results health-information health-checkup-result
  health-check medical-certificate illness religious-belief political-opinion
  medication psychiatric-record counselling-record disability-status disability-grade criminal-history belief ethnicity
  障害 障がい allergies
  medical-data medical-info medical-test dna health-data patient-data medical-chart hospital-visit visit-history hospitalisation hospitalization
  treatment-record treatment-history surgery-history prescription-history dispensing-record stress-check
  genetic-information genome criminal conviction arrest-record victim-of-crime
`)

/** The same in a reporter's own words. */
export const specialCareWords = [
  ...named(`
  要配慮 病歴 病名 病状 持病 既往 疾患 疾病 傷病 診療 カルテ 診断名 診断書 診断結果 診察 受診 通院 入院 手術 治療 症状 主治医 問診
  看護記録 医療情報 医療記録 処方 調剤 投薬 服薬 服用 お薬手帳 アレルギー 感染症 感染者 感染歴 感染情報 陽性 罹患 PCR検査 検査結果 検査の結果
  健康診断 健康診査 健康状態 健康情報 健診 検診 ストレスチェック 保健指導 産業医面談 産業医の意見 レセプト カウンセリング記録
  障害者 障害児 障害名 障害等級 障害程度 障害支援 障害福祉 障害年金 障害区分 障害種別 障害情報 障害手帳 障害の有無 障害の種 障害の程度 障害の等級
  障害の状 障害の内容 身体障害 精神障害 知的障害 発達障害 視覚障害 聴覚障害 内部障害 学習障害 適応障害 障がい 療育手帳 愛の手帳
  遺伝子 ゲノム 人種 民族 信条 宗教 信仰 政治的 支持政党 社会的身分 被差別部落 前科 犯罪 逮捕 刑事 少年保護 少年審判 少年院 非行歴
`),
  ...phrases(`
    medical record, medical history, medical information, medical data, medical condition, medical certificate,
    medical examination, patient record, patient chart, clinical record, clinical data, diagnos, illness, disease,
    treatment, surger, hospitali, prescri, medication, health check, health record, health information, health data,
    stress check, disabilit, disabled, genetic, genom, criminal, conviction, arrest, victim of, religio, creed, ethnic,
    racial, political opinion, political belief, political view, social status, allerg, symptom, health status,
    health condition, mental health, mental illness, psychiatr, lab result, laboratory result, blood test, covid, infection status,
    infectious, positive test, tested positive, patient note, patient data, patient information, x ray, counselling note,
    counseling note, counselling record, counseling record, therap, dental record, hospital admission, icd code
  `),
]

/** Of animals, machines and tests of another kind; never a word that could stand beside somebody's own illness. */
export const notCareWords = [
  ...named(`
    ペットの 動物の 犬の 猫の 家畜の 車の診断 車両の診断 自動車の診断 故障診断 経営診断 性格診断 適性診断 肌診断 診断士
    適性検査 学力検査 性格検査 車両検査 自動車検査 品質検査 製品検査 検診車
    システム障害 通信障害 機器障害 回線障害 サーバ障害 サーバー障害 ネットワーク障害 障害発生 障害対応 マルウェア
  `),
  ...phrases(`
    pet medical, pet record, pet health, animal medical, animal health, livestock, veterinar, car diagnos, vehicle diagnos,
    personality diagnos, personality test, server, malware, antivirus
  `),
]

/** The whole number of a card, or what proves that one holds it. */
export const cardNumbers = [
  ...named(`
  card-number card-security-code security-code credit-card-number debit-card-number cvv cvc credit-card payment-card card-info card-data PAN pan primary-account-number
  カード番号 カード情報
`),
  'Card number',
  'card number',
]
export const cardNumbersInWords: Condition = listsInWords(
  [
    ...named(`
      クレジットカード番号 クレジットカード情報 クレジット番号 クレカ カード会員番号 決済カード デビットカード番号 デビットカード情報
      セキュリティコード
    `),
    ...phrases(`
      credit card number, credit card inf, credit card data, credit card detail, debit card number, debit card inf,
      debit card data, payment card number, payment card data, card numbers, card details, security code, cvv, cvc
    `),
  ],
  [
    ...named('下4桁 下４桁 下四桁 番号の一部 番号（一部 番号を除く 番号は含まない'),
    ...phrases('last four, last 4, partial, masked, truncated, without number, membership card, gift card, sim card'),
  ],
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
