/** 個人情報保護法26条・68条, 施行規則7条・43条, 番号法29条の4: when a breach of personal data has to be reported. */
import { named, phrases } from '#forms/items/kinds.ts'
import type { Condition } from '#forms/condition.ts'
import { unknown } from '#forms/item.ts'
import {
  all,
  any,
  answered,
  fact,
  has,
  is,
  known,
  leftUnknown,
  mentions,
  not,
  only,
  over,
} from '#forms/rulebooks/write.ts'
import { intrusions } from './attacks.ts'
import {
  cardNumbers,
  cardNumbersInWords,
  listsInWords,
  myNumber,
  myNumberWords,
  notCareWords,
  specialCare,
  specialCareWords,
} from './data-kinds.ts'

/** GL 3-5-3-1: card numbers, or credentials of a service that pays; an account number or the last digits alone are not. */
const credentials = ['password', 'pin', 'login-credentials', 'account-credentials']
const payingIndustries = named(`
  bank securities-firm funds-transfer-operator payment-service-provider crypto-exchange
  credit-card-issuer ec-merchant
`)

const careOrTeaching = known(has('org-industry', ['hospital', 'clinic', 'university']))
const oftenLocal = ['water-utility', 'railway', 'gas-utility', 'port-operator', 'school']
const publicBody = any(
  known(has('org-industry', ['local-government'])),
  fact('organ-of-state'), // 法2条11項1号
  // 法2条11項3号, 別表第一: not the companies founded by a law of their own, nor the public broadcaster
  all(
    known(has('org-industry', ['special-public-corporation'])),
    not(fact('outside-annex-one')),
    not(fact('annex-two')),
  ),
  // 法2条11項3号, 58条1項: independent agencies outside annex 2, their hospitals apart
  all(fact('independent-agency'), not(fact('annex-two')), not(careOrTeaching)),
  // 法2条11項4号: local agencies, but not those for research (地方独立行政法人法21条1号), universities and hospitals
  all(fact('local-agency'), not(careOrTeaching), not(known(has('org-industry', ['research-institute'])))),
  // 法58条2項, 2条11項, 別表第二: hospitals and universities of local governments follow the private rules
  all(any(known(has('org-designation', ['local-government'])), fact('local-body')), not(careOrTeaching)),
  // often a town's own (上下水道, 交通, 都市ガス, 港務, 学校): as long as the form does not say, it may be
  all(known(has('org-industry', oftenLocal)), has('org-designation', ['local-government'])),
)

/** 施行規則7条4号: more than 1,000 people; public bodies 43条4号: more than 100. */
const moreThanTheLimit = (count: string) => any(all(fact('public-body'), over(count, 100)), over(count, 1000))

const processor = any(
  known(is('pd-entrustment.role', 'processor')),
  all(not(answered('pd-entrustment.role')), known(is('reporter-capacity.role', 'processor'))),
)
const entrustorsTold = is('pd-entrustment.counterparties_notified', true)
const ownSubjects = 'pd-entrustment.own_data_subjects' // a number, or only whether there are any
// Whoever names people of its own among those concerned is more than a processor, whatever it calls itself
const bothRoles = any(
  known(is('pd-entrustment.role', 'both')),
  all(
    known(is('pd-entrustment.role', 'processor')),
    any(known(over(ownSubjects, 0)), known(has(ownSubjects, ['yes']))),
  ),
)
const ownSubjectsUncounted = any(not(answered(ownSubjects)), known(has(ownSubjects, ['yes', true])))

/** GL 3-5-3-1: theft is an improper purpose; while the cause is not answered, the title or the outline may say it. */
const told = ['incident-title', 'incident-summary']
const stolen = [
  ...named('盗難 盗まれ 車上荒らし 空き巣 置き引き ひったくり'),
  ...phrases('stolen, theft, thief, thieves, burglar, robbed, robbery, snatched, broken into'),
]
const notStolen = [
  ...named(`
    盗難ではな 盗難の形跡はな 盗難の可能性は低 盗難のおそれはな 盗まれたものではな
    盗難防止 盗難対策 盗難保険 盗難補償
  `),
  ...phrases(`
    not stolen, not been stolen, not a theft, no theft, no sign of theft, no sign of a theft, no trace of theft,
    no evidence of theft, theft is unlikely, identity theft, anti theft, theft protection, theft insurance, insured against theft
  `),
]
const lostOrStolen = [
  ...named(
    '紛失・盗難 盗難・紛失 紛失か盗難 盗難か紛失 紛失または盗難 盗難または紛失 紛失又は盗難 盗難又は紛失 盗難の有無',
  ),
  ...phrases('lost or stolen, stolen or lost, loss or theft, theft or loss'),
]
const thefts = (words: readonly string[], but: readonly string[]) =>
  all(
    not(answered('pd-cause-category.category')),
    any(...told.map((item) => all(known(mentions(item, words)), not(known(mentions(item, but)))))),
  )
const theft = thefts(stolen, [...notStolen, ...lostOrStolen])

const unlawful = ['unauthorised-access', 'malware', 'insider', 'theft']
/** The same where somebody writes the cause instead of choosing it. */
const unlawfulInWords = all(
  known(
    mentions('pd-cause-category.category', [
      ...named('不正アクセス 不正ログイン マルウェア ウイルス ランサム 内部不正 不正持ち出し 不正な持ち出し 横領'),
      ...stolen,
      ...phrases('unauthori, malware, virus, ransom, insider, hack, phish'),
    ]),
  ),
  not(known(mentions('pd-cause-category.category', notStolen))),
)
/** Loss, misdelivery and misconfiguration are not an improper purpose unless something shows abuse. */
const accident = known(has('pd-cause-category.category', ['loss', 'misdelivery', 'misconfiguration']))

/** 番号法29条の4, 平成27年規則5号2条: improper purpose, seen by anybody on the net, or more than 100 people. */
const myNumberTrigger = (count: string) =>
  any(
    fact('improper-purpose'),
    known(is('pd-cause-category.category', 'misconfiguration')),
    all(leftUnknown('pd-cause-category.category'), is('pd-cause-category.category', 'misconfiguration')),
    over(count, 100),
  )

export const privacyFacts: Record<string, Condition> = {
  'public-body': publicBody,
  // GL 3-5-3-1: the fear of a leak is a judgement on known facts; named items show that personal data were there
  // (a number of people does not: asked for the highest thinkable, one may give it without knowing of any data)
  'personal-data': any(
    is('pd-involved', 'yes'),
    all(
      not(known(is('pd-involved', 'no'))),
      known(answered('pd-items.items')),
      not(known(only('pd-items.items', [unknown]))),
    ),
  ),
  'special-care': any(
    known(has('pd-trigger', ['rule7-1'])), // 7条1号
    known(listsInWords(specialCareWords, notCareWords)),
    // 施行令2条3号, GL 2-3: that somebody was treated, or was given medicine, is itself special-care; whether the data of
    // patients show it is for the reporter to say
    all(
      any(known(fact('care-giver')), known(mentions('org-name', ['薬局', 'pharmac']))),
      known(has('pd-subject-kinds', ['patients'])),
      not(answered('pd-trigger')),
      has('pd-trigger', ['rule7-1']),
    ),
    has('pd-items.items', specialCare),
  ),
  'property-damage': any(
    known(has('pd-trigger', ['rule7-2'])), // 7条2号
    known(has('card-exposure.elements', ['number', ...cardNumbers])),
    known(cardNumbersInWords),
    has('pd-items.items', cardNumbers),
    all(
      any(known(has('org-industry', payingIndustries)), known(fact('payments-on-the-side'))),
      has('pd-items.items', credentials),
    ),
  ),
  'improper-purpose': any(
    known(has('pd-trigger', ['rule7-3'])), // 7条3号
    known(has('pd-cause-category.category', unlawful)),
    known(has('incident-attack-type', ['insider'])),
    theft,
    unlawfulInWords,
    // lost or stolen, nobody can say: nor can we
    all(thefts(lostOrStolen, notStolen), not(answered('pd-trigger')), has('pd-trigger', ['rule7-3'])),
    // a cause that is looked for and not found yet: neither the one nor the other
    all(
      leftUnknown('pd-cause-category.category'),
      not(answered('pd-trigger')),
      has('pd-cause-category.category', unlawful),
    ),
    // what leaked by accident is being abused: whether that began with an act against the holder, the trigger has to say
    all(
      known(has('pd-cause-category.category', ['loss', 'misconfiguration'])),
      known(is('pd-secondary-damage.exists', 'confirmed')),
      not(answered('pd-trigger')),
      has('pd-trigger', ['rule7-3']),
    ),
    all(
      fact('cyber-attack'),
      not(fact('flood-only')),
      any(not(accident), known(has('incident-attack-type', intrusions)), known(is('incident-cyber-suspected', 'yes'))),
    ),
  ),
  'many-people': any(
    moreThanTheLimit('pd-subject-count.max'),
    all(not(answered('pd-subject-count.max')), known(has('pd-trigger', ['rule7-4']))),
  ),
  'reportable-situation': any(
    fact('improper-purpose'),
    fact('special-care'),
    fact('property-damage'),
    fact('many-people'),
  ),
  // 7条柱書: data under strong encryption with the key safe are outside; it has to be shown
  protected: known(is('pd-protection', 'strong-encryption')),
  // 26条1項ただし書, 規則9条: a processor is released by telling the entrustor, not for its own data
  'own-duty': all(not(processor), not(bothRoles), fact('reportable-situation')),
  'processor-duty': all(any(processor, bothRoles), not(entrustorsTold), fact('reportable-situation')),
  'own-part-duty': all(
    bothRoles,
    not(known(has(ownSubjects, [0, 'no', false]))),
    any(
      fact('improper-purpose'),
      fact('special-care'),
      fact('property-damage'),
      all(not(ownSubjectsUncounted), moreThanTheLimit(ownSubjects)),
      all(ownSubjectsUncounted, fact('many-people')),
    ),
  ),
  'breach-duty': all(
    fact('for-the-victim'),
    fact('personal-data'),
    not(fact('protected')),
    not(fact('assembly')),
    any(fact('own-duty'), fact('own-part-duty'), fact('processor-duty')),
  ),
  'told-nobody-yet': all(any(processor, bothRoles), not(known(entrustorsTold))),
  'my-number-duty': all(
    fact('for-the-victim'),
    fact('personal-data'),
    not(fact('protected')),
    any(known(listsInWords(myNumberWords)), has('pd-items.items', myNumber)),
    any(
      all(not(processor), not(bothRoles), myNumberTrigger('pd-subject-count.max')),
      all(any(processor, bothRoles), not(entrustorsTold), myNumberTrigger('pd-subject-count.max')),
      // 番号法29条の4第1項ただし書: told entrustors release, again not for its own people
      all(
        bothRoles,
        not(known(has(ownSubjects, [0, 'no', false]))),
        any(
          all(not(ownSubjectsUncounted), myNumberTrigger(ownSubjects)),
          all(ownSubjectsUncounted, myNumberTrigger('pd-subject-count.max')),
        ),
      ),
    ),
  ),
}
