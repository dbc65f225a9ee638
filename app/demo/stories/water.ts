import { agreesTo, contactAt, noPersonalData } from '#app/demo/story-answers.ts'
import type { Story, StoryClock } from '#app/demo/story.ts'

const connections = ({ ago }: StoryClock) => `\
${ago(24 * 4)} sshd: failed password for root from 203.0.113.9
${ago(24 * 4)} rdp: session opened user=maintenance from=203.0.113.9
${ago(24 * 4 - 0.1)} service: update_helper.exe started by maintenance
${ago(24 * 4 - 0.2)} monitor: data store is not readable
`

/** A village's water works: small, critical, and quickly contained. */
export const water: Story = {
  id: 'water',
  language: 'ja',
  filedHoursAgo: 24 * 2.5,
  files: (clock) => [
    {
      item: 'ioc-log',
      lane: 'plain',
      name: '遠隔監視装置_接続ログ.log',
      text: connections(clock),
    },
    // What every scanner knows and what harms nobody: https://www.eicar.org
    {
      item: 'ransom-note',
      lane: 'sample',
      name: 'update_helper.exe',
      text: String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`,
    },
  ],
  answers: ({ ago }) => ({
    ...contactAt('village', '上下水道係'),
    ...agreesTo(true, false),
    ...noPersonalData,
    'report-phase': 'initial',
    'report-purpose': ['information', 'consultation'],
    'report-recipients': ['police'],
    'org-name': '架空やまなみ村',
    'org-corporate-number': '4999900018658',
    'org-address': { prefecture: '徳島県', city: '架空やまなみ村' },
    'org-industry': 'water-utility',
    'org-ci-sector': 'water',
    'org-designation': ['local-government'],
    'time-occurrence': { value: ago(24 * 4), certainty: 'estimated' },
    'time-detection': ago(24 * 3),
    'time-awareness': ago(24 * 3),
    'incident-title': '水道の遠隔監視装置の感染',
    'incident-summary':
      '浄水場と配水池の監視データを外から確認する装置が暗号化され、使えなくなりました。給水は続けています。',
    'incident-status': 'contained',
    'incident-events': ['system-outage'],
    'incident-attack-type': ['intrusion-ransomware'],
    'incident-cyber-suspected': 'yes',
    'detect-source': { source: 'self', notifier: null },
    'detect-narrative': '朝の点検で、監視画面が開かないことに気づきました。',
    'sys-affected': { systems: ['遠隔監視装置'], count: 1 },
    'sys-location': '村役場',
    'resp-done': '装置を切り離し、職員が現地を巡回しています。',
    'ransom-note': '英文（架空の文面）',
    'ransom-type': 'encryption',
    'ransom-backup': 'recoverable',
    'ransom-payment': { status: 'not-paid', amount: 0, time: null },
    'ransom-leak-site': { posted: 'none', url: null },
    'cause-initial-access': ['remote-desktop'],
    'impact-services': ['上水道'],
    'impact-outage': { degree: 'none', hours: 0 },
    'impact-business': '職員4人で1日2回巡回しています。',
    'impact-safety': '水質と給水に影響はありません。',
    'impact-ci-level': 'not-deviated',
    'damage-report-intent': 'undecided',
    'pub-status': { status: 'planned', date: null },
  }),
  acts: [
    { hoursAgo: 24 * 2.3, by: 'mlit-hamano', does: 'claim' },
    { hoursAgo: 24 * 2.2, by: 'mlit-hamano', does: 'acknowledge', number: '国交架空水-0031' },
    { hoursAgo: 24 * 2, by: 'police-tokushima-inoue', does: 'claim' },
    {
      hoursAgo: 24 * 1.9,
      by: 'police-tokushima-inoue',
      does: 'advise',
      text: '遠隔操作の入口が開いたままになっていないか、役場の他の機器も確認してください。',
      tlp: 'TLP:GREEN',
    },
  ],
}
