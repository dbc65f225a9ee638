/** ランサムウェア事案共通様式（別添様式2）. */
import { choice, files, group, item, lines, must, period, quantity, section, text } from './kinds.ts'
import { extortion, threatAsked, ransomware as encrypted } from './when.ts'

const amount = quantity(undefined, { decimals: true, instead: ['not-disclosed'] })
const currency = choice(['JPY', 'USD', 'EUR', 'BTC', 'XMR'], { others: true })

export const ransomware = section('ransomware', [
  item('ransom-note', 'initial', lines(20_000), { when: extortion }),
  files('ransom-note', 'initial', { when: extortion }),
  item('ransom-extension', 'initial', text(), { when: encrypted }),
  item('ransom-type', 'initial', choice(['encryption', 'double-extortion', 'extortion-only', 'none'], { open: true }), {
    when: threatAsked,
  }),
  item('ransom-backup', 'interim', choice(['recoverable', 'partial', 'destroyed', 'none'], { open: true }), {
    when: encrypted,
  }),
  item('ransom-family', 'interim', text(), { when: extortion }),
  item('ransom-demand', 'interim', group({ amount: must(amount), currency, deadline: period() }), { when: extortion }),
  item(
    'ransom-payment',
    'interim',
    group({
      status: must(choice(['not-paid', 'considering', 'paid', 'not-disclosed'], { open: true })),
      amount,
      currency,
      time: period(),
    }),
    { when: extortion },
  ),
  item(
    'ransom-leak-site',
    'interim',
    group({ posted: must(choice(['none', 'posted'])), url: text(2000, { like: 'url' }) }),
    { when: extortion },
  ),
])
