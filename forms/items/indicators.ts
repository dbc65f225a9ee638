/** 攻撃技術情報. Defanged notation (hxxp, [.]) is read and stored in plain notation. */
import { choice, consent, files, groups, item, lines, list, must, section, text } from './kinds.ts'
import { maliciousAct } from './when.ts'

const asked = { when: maliciousAct }

export const indicators = section('indicators', [
  item('ioc-network', 'interim', list(text(2000, { like: 'host' })), asked),
  item('ioc-malware', 'interim', list(text(500, { like: 'hash' })), asked),
  item(
    'ioc-source',
    'interim',
    groups({ host: must(text(500, { like: 'host' })), protocol: text(60), port: text(60, { like: 'port' }) }, 100),
    asked,
  ),
  item('ioc-log', 'interim', lines(50_000), asked),
  files('ioc-log', 'interim', asked),
  item(
    'ioc-public-info', // 所見票: whether an indicator is public tells whether passing it on can expose the victim
    'final',
    groups({
      class: must(choice(['network', 'malware', 'vulnerability', 'log', 'ttp'], { others: true })),
      public: consent(),
      explanation: text(1000),
    }),
    asked,
  ),
])
