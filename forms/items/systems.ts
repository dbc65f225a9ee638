import { choices, group, item, list, quantity, section, text } from './kinds.ts'
import { specialOperator } from './when.ts'

export const systems = section('systems', [
  item('sys-affected', 'initial', group({ systems: list(text()), count: quantity('machines') })),
  item('sys-location', 'initial', text()),
  item(
    'sys-designated-computer', // 特定重要電子計算機 (令和7年法律第42号 第4条の届出)
    'initial',
    list(text(), { instead: ['none'] }),
    { when: specialOperator },
  ),
  item(
    'sys-environment', // IPA 届出様式 2-2
    'interim',
    choices(['on-premises', 'cloud-iaas', 'cloud-saas', 'hosting', 'internet-service', 'closed-network'], {
      others: true,
    }),
  ),
  item('sys-address', 'interim', list(text(500, { like: 'host' }))),
  item('sys-software', 'interim', list(text())),
  item(
    'sys-security-controls',
    'any',
    choices(
      [
        'antivirus',
        'edr',
        'firewall',
        'ids-ips',
        'waf',
        'multi-factor',
        'vpn',
        'network-segmentation',
        'log-monitoring',
        'offline-backup',
        'patch-management',
        'mail-filter',
        'encryption',
        'training',
      ],
      { others: true },
    ),
  ),
])
