/**
 * Which minister answers for which critical-infrastructure sector (重要インフラのサイバーセキュリティに係る行動計画 別紙1).
 * The names of the sectors were read. A sixteenth is spoken of and was not identified.
 */
import type { Condition } from '#forms/condition.ts'
import { industries } from '#forms/items/organisation.ts'
import type { Seen } from '#forms/rulebook.ts'
import { all, answered, any, fact, has, is, known, mentions, not, only } from '#forms/rulebooks/write.ts'

export const ministryOfSector = {
  ict: 'mic',
  finance: 'fsa',
  aviation: 'mlit',
  airport: 'mlit',
  railway: 'mlit',
  power: 'meti',
  gas: 'meti',
  government: 'mic', // local governments only; ministries and agencies report inside the government
  medical: 'mhlw',
  water: 'mlit',
  logistics: 'mlit',
  chemical: 'meti',
  credit: 'meti',
  petroleum: 'meti',
  port: 'mlit',
} as const

type Sector = keyof typeof ministryOfSector

/** Ports since 2024-03; water since 2024-04, taken over from the health ministry. */
const ministriesRead: readonly Sector[] = ['aviation', 'airport', 'railway', 'logistics', 'port', 'water']

/** For operators: each sector, its ministry, and how that reached us. */
export const sectorTable: readonly { sector: string; ministry: string; seen: Seen }[] = Object.entries(
  ministryOfSector,
).map(([sector, ministry]) => ({
  sector,
  ministry,
  seen: ministriesRead.some((read) => read === sector) ? 'text' : 'knowledge',
}))

type Ministry = (typeof ministryOfSector)[Sector]

/** The sector an industry belongs to when the sector itself is not answered. */
export const sectorOfIndustry: Readonly<Record<string, Sector>> = {
  airline: 'aviation',
  airport: 'airport',
  bank: 'finance',
  clinic: 'medical',
  'credit-card-issuer': 'credit',
  'crypto-exchange': 'finance',
  'funds-transfer-operator': 'finance',
  'gas-utility': 'gas',
  hospital: 'medical',
  insurer: 'finance',
  isp: 'ict',
  'local-government': 'government',
  logistics: 'logistics',
  'port-operator': 'port',
  'power-transmission': 'power',
  railway: 'railway',
  'securities-firm': 'finance',
  'telecom-carrier': 'ict',
  'water-utility': 'water',
}

/** Industries whose work is never the service of a sector, whatever sector the owner belongs to (side businesses). */
export const outsideEverySector = [
  'brewer',
  'ec-merchant',
  'event-organiser',
  'game-company',
  'home-services',
  'hotel',
  'retailer',
  'trading-company',
  'travel-agency',
]

/** Sectors with 特定社会基盤事業 (経済安全保障推進法50条): only there can 特別社会基盤事業者 be found. */
const designable: readonly Sector[] = [
  'power',
  'gas',
  'petroleum',
  'water',
  'railway',
  'logistics',
  'port',
  'aviation',
  'airport',
  'ict',
  'finance',
  'credit',
]

function byIndustry(sectors: readonly Sector[]): Condition {
  const belonging = Object.entries(sectorOfIndustry).filter(([, sector]) => sectors.includes(sector))
  return has(
    'org-industry',
    belonging.map(([industry]) => industry),
  )
}

/** In one of these sectors: as answered, or by the industry as long as the sector is not answered. */
function inSectors(sectors: readonly Sector[]): Condition {
  return any(
    all(answered('org-ci-sector'), has('org-ci-sector', sectors)),
    all(not(answered('org-ci-sector')), byIndustry(sectors)),
  )
}

const sectorsOf = (ministry: Ministry) =>
  (Object.keys(ministryOfSector) as Sector[]).filter((sector) => ministryOfSector[sector] === ministry) // its own keys

const localGovernment = any(
  has('org-industry', ['local-government']),
  known(has('org-designation', ['local-government'])),
)

/**
 * 強化法5条 reaches the minister of the sector: a special operator whose sector is not told, and not shown by its industry,
 * owes the report to one of them, and its sector says to which. Nobody is designated outside every sector: if that was
 * answered, or a sector in own words, the business it is designated for is still the one of its industry.
 */
function mayBeDesignatedUnder(ministry: Ministry): Condition {
  const sectors = sectorsOf(ministry).filter((sector) => designable.includes(sector))
  return any(
    fact(`under-${ministry}`),
    all(fact('sector-untold'), has('org-ci-sector', sectors)),
    all(any(fact('sector-denied'), fact('sector-in-own-words')), byIndustry(sectors)),
  )
}

/** 基幹放送 is designated under the economic-security law (総務大臣) though not a sector of its own in the action plan. */
const broadcaster = known(is('org-industry', 'media'))

/** 郵便事業 likewise (総務大臣). */
const postal = any(known(mentions('org-name', ['郵便'])), known(mentions('impact-services', ['郵便', 'postal'])))

export const sectorFacts: Record<string, Condition> = {
  'under-fsa': inSectors(sectorsOf('fsa')),
  // 金融商品取引所, 農業協同組合, 清算機関 …: in the sector, and none of the businesses that the lists name
  'finance-of-another-kind': all(
    known(has('org-ci-sector', ['finance'])),
    known(answered('org-industry')),
    not(known(has('org-industry', industries))),
    not(known(fact('finance-in-words'))),
  ),
  'under-mic': any(inSectors(['ict']), all(inSectors(['government']), localGovernment)),
  'under-mhlw': inSectors(sectorsOf('mhlw')),
  'under-meti': inSectors(sectorsOf('meti')),
  'under-mlit': inSectors(sectorsOf('mlit')),
  'designable-sector': inSectors(designable),
  'sector-untold': all(
    known(has('org-designation', ['special-social-infrastructure-operator'])),
    not(answered('org-ci-sector')),
    not(known(has('org-industry', Object.keys(sectorOfIndustry)))),
    not(broadcaster),
    not(postal),
  ),
  'sector-denied': all(
    known(has('org-designation', ['special-social-infrastructure-operator'])),
    answered('org-ci-sector'),
    only('org-ci-sector', ['none']),
  ),
  'sector-in-own-words': all(
    known(has('org-designation', ['special-social-infrastructure-operator'])),
    known(answered('org-ci-sector')),
    not(known(has('org-ci-sector', [...Object.keys(ministryOfSector), 'none']))),
  ),
  'designated-under-fsa': mayBeDesignatedUnder('fsa'),
  'designated-under-mic': any(mayBeDesignatedUnder('mic'), broadcaster, postal),
  'designated-under-meti': mayBeDesignatedUnder('meti'),
  'designated-under-mlit': mayBeDesignatedUnder('mlit'),
}
