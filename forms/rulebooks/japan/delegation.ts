/**
 * To whom the breach report of the privacy law is owed (個人情報保護法150条, 施行令): the commission, or the minister to
 * whom its power is delegated. Found: ppc.go.jp FAQ 4-7 (finance), soumu.go.jp 関東総合通信局 (telecom), METI's page on
 * credit (not delegated). My Number reports (番号法29条の4) are not delegated: they always go to the commission.
 */
import type { Condition } from '#forms/condition.ts'
import { all, any, fact, has, known, leftUnknown, not } from '#forms/rulebooks/write.ts'

export const delegationTable = [
  { minister: 'fsa', industries: ['bank', 'insurer', 'securities-firm', 'funds-transfer-operator', 'crypto-exchange'] },
  { minister: 'mic', industries: ['telecom-carrier', 'isp'] },
] as const

const financeIndustries = delegationTable[0].industries
const telecomIndustries = delegationTable[1].industries

const financeLicences = ['licensed-bank', 'licensed-insurer', 'registered-securities-firm']
const paymentRegistrations = ['registered-funds-transfer', 'registered-crypto-exchange']
const telecomRegistrations = ['registered-telecom-carrier', 'notified-telecom-carrier', 'designated-telecom-carrier']

/** Who may hold such a registration beside another business, and is therefore asked. */
const besideFinance = ['payment-service-provider', 'railway', 'retailer', 'ec-merchant', 'telecom-carrier']
const besideTelecom = ['saas-provider', 'media']

/** Registered, or the question of registration is still to be put. "I do not know" is no registration. */
const registered = (registrations: readonly string[], plausible: readonly string[]): Condition =>
  any(
    known(has('org-designation', registrations)),
    all(
      not(leftUnknown('org-designation')),
      known(has('org-industry', plausible)),
      has('org-designation', registrations),
    ),
  )

export const delegationFacts: Record<string, Condition> = {
  // 銀行法, 保険業法, 金融商品取引法, 資金決済法: finance is the business itself
  'financial-institution': any(
    has('org-industry', financeIndustries),
    known(has('org-designation', financeLicences)),
    fact('finance-in-words'),
  ),
  // 資金決済法: registered beside another business (prepaid cards of a railway, transfers of a shop)
  'payments-on-the-side': all(
    not(fact('financial-institution')),
    registered([...paymentRegistrations, 'registered-prepaid-issuer'], besideFinance),
  ),
  // 電気通信事業法9条, 16条
  'telecom-operator': any(
    fact('telecom-in-words'),
    has('org-industry', telecomIndustries),
    registered(telecomRegistrations, besideTelecom),
  ),
  // 150条1項 delegates reports of businesses (26条1項), not those of public bodies (68条1項: a town with a cable network)
  'delegated-to-fsa': all(
    not(known(fact('public-body'))),
    any(
      fact('financial-institution'),
      fact('insurance-agency'),
      // a telecom operator's own payment service is the business of the FSA, everything else of it that of the MIC
      all(registered(paymentRegistrations, besideFinance), any(not(fact('telecom-operator')), fact('only-payments'))),
    ),
  ),
  'delegated-to-mic': all(not(known(fact('public-body'))), not(fact('delegated-to-fsa')), fact('telecom-operator')),
}
