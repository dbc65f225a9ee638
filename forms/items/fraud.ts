import { choice, group, item, lines, must, period, quantity, section, text } from './kinds.ts'
import { fraud as moneyLost, phishing } from './when.ts'

export const fraud = section('fraud', [
  item(
    'phish-artefact',
    'initial',
    group({ url: text(2000, { like: 'url' }), headers: lines(20_000), impersonated: text() }),
    { when: phishing },
  ),
  item(
    'fraud-transfer',
    'initial',
    group({
      time: period(),
      amount: must(quantity(undefined, { decimals: true })),
      currency: choice(['JPY', 'USD', 'EUR'], { others: true }),
      account: text(),
      recall: choice(['requested', 'succeeded', 'failed', 'not-requested', 'na'], { open: true }),
    }),
    { when: moneyLost },
  ),
])
