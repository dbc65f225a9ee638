import { choice, group, item, lines, list, must, quantity, section, text } from './kinds.ts'
import { criticalInfrastructure, finance, safety, secrets, service } from './when.ts'

const percent = quantity('percent', { decimals: true, max: 100 })

export const impact = section('impact', [
  item('impact-services', 'initial', list(text())),
  item('impact-business', 'initial', lines()),
  item(
    'impact-outage',
    'initial',
    group({
      degree: choice(['full', 'partial', 'none']),
      hours: quantity('hours', { decimals: true, instead: ['ongoing'] }),
    }),
    { when: service },
  ),
  item('impact-ci-level', 'initial', choice(['deviated', 'not-deviated']), { when: criticalInfrastructure }),
  item('impact-safety', 'initial', lines(), { when: safety }),
  item('impact-users', 'interim', group({ count: quantity('people'), percent }), { when: service }),
  item('impact-area', 'interim', list(text())),
  item('impact-third-parties', 'interim', lines()),
  item('impact-outlook', 'interim', lines()),
  item('impact-information', 'interim', lines(), { when: secrets }),
  item(
    'impact-transactions',
    'interim',
    group({ count: quantity('cases'), percent, amount: quantity('yen', { decimals: true }) }),
    { when: finance },
  ),
  item(
    'impact-financial',
    'final',
    group({ amount: must(quantity(undefined, { decimals: true })), currency: currency() }),
  ),
])

/** ISO 4217. */
function currency() {
  return choice(['JPY', 'USD', 'EUR'], { others: true })
}
