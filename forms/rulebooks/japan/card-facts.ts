/** 割賦販売法35条の16, クレジットカード・セキュリティガイドライン: who has to tell an acquirer that card data may be out. */
import { named } from '#forms/items/kinds.ts'
import type { Condition } from '#forms/condition.ts'
import { all, any, answered, fact, has, is, known, leftUnknown, not, only } from '#forms/rulebooks/write.ts'
import { cardNumbers, cardNumbersInWords } from './data-kinds.ts'

const exposedNumbers = ['number', ...cardNumbers]

/** Businesses that take cards from their customers; others show by naming their acquirer that they do. */
const merchants = named(`
  ec-merchant retailer hotel travel-agency event-organiser airline railway game-company
  media brewer home-services
`)

const noContract = named('none None NONE なし なし。 無し 該当なし 特になし N/A n/a')
const denied = known(has('card-acquirer', noContract))
const contract = all(answered('card-acquirer'), not(denied))
const paymentProvider = any(
  known(has('org-industry', ['payment-service-provider'])),
  known(has('org-designation', ['registered-psp'])),
)
const ownPeople = ['employees', 'staff', 'families']
const staffOnly = known(all(has('pd-subject-kinds', ownPeople), only('pd-subject-kinds', ownPeople)))
const processes = any(
  is('pd-entrustment.role', 'processor'),
  all(not(answered('pd-entrustment.role')), known(is('reporter-capacity.role', 'processor'))),
)
const numbersListed = known(any(has('pd-items.items', cardNumbers), cardNumbersInWords))
const elementsHoldNumbers = has('card-exposure.elements', exposedNumbers)

export const cardFacts: Record<string, Condition> = {
  'card-data-feared': any(
    known(elementsHoldNumbers),
    all(not(known(is('pd-involved', 'no'))), numbersListed),
    all(any(leftUnknown('card-exposure'), leftUnknown('card-exposure.elements')), elementsHoldNumbers),
    // a skimmed site whose data nobody has listed yet
    all(
      known(has('incident-attack-type', ['web-skimming'])),
      not(known(is('pd-involved', 'no'))),
      not(answered('pd-items.items')),
      elementsHoldNumbers,
    ),
  ),
  // A card issuer is the other side of the contract; a processor tells its clients unless it has an acquirer of its own
  'has-an-acquirer': all(
    not(known(has('org-industry', ['credit-card-issuer', 'bank']))),
    any(
      contract,
      paymentProvider,
      all(
        any(
          has('org-industry', merchants),
          all(answered('card-exposure.elements'), not(staffOnly), not(denied)),
          all(numbersListed, known(has('incident-attack-type', ['web-skimming']))), // a page on which customers pay
          all(numbersListed, not(staffOnly), has('card-acquirer', [])), // any business may take cards: it is asked
        ),
        not(known(processes)),
      ),
    ),
  ),
  'card-duty': all(fact('for-the-victim'), fact('has-an-acquirer'), fact('card-data-feared')),
}
