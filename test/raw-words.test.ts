import { expect, test } from 'vitest'

import { rawWords } from '#test/support/raw-words.ts'

test.for(['確認値 {{digest}}', 'preview.gets', 'items.org-name.name', 'items:org-name.name', '項目：rules.clocks.ppc'])(
  '“%s” is no text for a reader',
  (text) => expect(rawWords(`前 ${text} 後`)).toHaveLength(1),
)

test.for([
  'report@hospital.example.jp',
  'https://board.example/rules.html',
  'c2.attacker.example',
  'Read the rules. Then act.',
])('“%s” is', (text) => expect(rawWords(text)).toEqual([]))
