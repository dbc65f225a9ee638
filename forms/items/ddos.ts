/** DDoS攻撃事案共通様式（別添様式1）. */
import { choices, group, item, lines, list, quantity, section, text } from './kinds.ts'
import { ddos as when } from './when.ts'

const rate = (unit: string) => quantity(unit, { decimals: true })

export const ddos = section('ddos', [
  item('ddos-target', 'initial', list(text(2000, { like: 'host' })), { when }),
  item(
    'ddos-type', // MITRE ATT&CK
    'initial',
    choices(['T1498', 'T1498.001', 'T1498.002', 'T1499', 'other'], { open: true }),
    { when },
  ),
  item('ddos-extortion', 'initial', lines(), { when }),
  item(
    'ddos-scale',
    'interim',
    group({
      bps: rate('bps'),
      pps: rate('pps'),
      rps: rate('rps'),
      duration_hours: quantity('hours', { decimals: true, instead: ['ongoing'] }),
      waves: quantity('times'),
    }),
    { when },
  ),
  item(
    'ddos-mitigation',
    'interim',
    choices(['isp', 'cdn', 'waf', 'scrubbing', 'rate-limit', 'geo-block', 'none'], { others: true }),
    { when },
  ),
])
