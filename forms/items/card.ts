/** 割賦販売法 第35条の16、クレジットカード・セキュリティガイドライン. */
import { choice, choices, group, item, must, period, quantity, section, text } from './kinds.ts'
import { cardData as when } from './when.ts'

export const card = section('card', [
  item(
    'card-exposure',
    'initial',
    group({
      elements: must(choices(['number', 'name', 'expiry', 'security-code', 'pin', 'magnetic-stripe'], { open: true })),
      count: quantity('cards'),
      window: period(),
    }),
    { when },
  ),
  item('card-acquirer', 'initial', text(), { when }),
  item(
    'card-forensics',
    'interim',
    group({
      status: must(choice(['not-started', 'engaged', 'ongoing', 'completed'], { open: true })),
      provider: text(),
    }),
    { when },
  ),
])
