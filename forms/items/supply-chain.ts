import { choice, group, item, lines, must, section, text } from './kinds.ts'
import { supplyChain as when } from './when.ts'

export const supplyChain = section('supply-chain', [
  item(
    'sc-provider',
    'interim',
    group({ origin: must(choice(['own', 'processor', 'third-party', 'product'])), product: text() }),
    { when },
  ),
  item('sc-downstream', 'interim', lines(), { when }),
])
