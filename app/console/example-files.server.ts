import { spreadsheetOf } from '#app/exports/spreadsheet.server.ts'

import { columns } from './import-table.ts'
import { csvOf } from './read-file.server.ts'

/** Two cases of clients that stay unnamed: they can be taken as they are, because no mandate of anybody stands in them. */
const examples: readonly Readonly<Record<string, string>>[] = [
  {
    ticket: 'T-0001',
    label: '架空の事案A',
    'incident-attack-type': 'intrusion-ransomware',
    'time-detection': '2026-10-05 09:30',
    'cause-initial-access': 'vpn-vulnerability',
    'cause-vulnerability': 'CVE-2024-21762',
    'ioc-network': '203.0.113.9; c2.attacker.example',
    'ransom-family': 'Akira',
  },
  {
    ticket: 'T-0002',
    label: '架空の事案B',
    'incident-attack-type': 'web-skimming',
    'time-detection': '2026-10-06',
    'ioc-network': 'cdn.attacker.example',
  },
]

const rows = examples.map((example) => columns.map((column) => example[column] ?? ''))

/** With the mark by which Excel knows UTF-8. */
export const csvExample = (): string => `\ufeff${csvOf([columns, ...rows])}\r\n`

export const xlsxExample = (): Promise<Uint8Array<ArrayBuffer>> => spreadsheetOf(columns, rows, 'reports')
