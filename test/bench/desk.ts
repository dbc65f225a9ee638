/**
 * The desk of a body at 10,000 deliveries and at 1,000,000: `npm run bench -- --only=desk`. Both portals run, and each lane
 * asks the one and then the other, so that whatever else the machine does happens to both.
 */
import postgres from 'postgres'
import { measureArrivals } from './desk-live.ts'
import { queueLines } from './desk-lines.ts'
import { measured } from './desk-seed.ts'
import { openDeskWorld, type DeskSide, type DeskWorld } from './desk-world.ts'
import type { Figure } from './figures.ts'
import { openLane } from './lane.ts'
import { isFine, summary } from './load.ts'
import { cpuOf, memoryOf } from './processes.ts'

/** `asks`: pages of each line on each side; `warm`: before them, not counted: plans are made and caches filled. */
export const deskSizes = { small: 10_000, large: 1_000_000, asks: 400, warm: 24, lanes: 2, queues: 200, arrivals: 20 }
type Sizes = typeof deskSizes

export interface DeskWishes {
  /** Where the seeded data lie, and stay. */
  keep?: string | undefined
  /** Only lines with one of these in their names. */
  lines?: readonly string[] | undefined
}

export async function measureDesk(sizes = deskSizes, { keep, lines }: DeskWishes = {}): Promise<Figure[]> {
  const world = await openDeskWorld(sizes, keep)
  const isWanted = (name: string) => !lines || lines.some((part) => name.includes(part))
  try {
    const paths = [...(await addresses(world, sizes.asks))].filter(([name]) => isWanted(name))
    for (const [, line] of paths) await askBoth(world, line, sizes.warm, sizes.lanes)
    const { pid } = world.large.portal
    const figures: Figure[] = []
    const memory = [memoryOf(pid).now]
    for (const [name, line] of paths) {
      figures.push(await compare(world, name, line, sizes))
      memory.push(memoryOf(pid).now)
    }
    if (paths.length > 1) figures.push(memoryFigure(memory, sizes.asks * paths.length))
    for (const side of [world.small, world.large]) {
      const count = (side === world.small ? sizes.small : sizes.large).toLocaleString('en')
      const name = `live arrival at ${count}, p99`
      if (isWanted(name)) figures.push(...(await measureArrivals(name, side, sizes)))
    }
    return figures
  } finally {
    await world.end()
  }
}

/** The queues, and case files that both sides have: each line's addresses are asked in turn. */
async function addresses({ small, large }: DeskWorld, count: number): Promise<Map<string, string[]>> {
  const [here, there] = [small, large].map(({ portal }) => postgres(portal.databaseUrl, { max: 1, onnotice: () => {} }))
  if (!here || !there) throw new Error('two sides')
  // What arrived live in an earlier run over kept data is on one side only.
  const ids = (await here<{ id: string }[]>`select id from case_files where recipient = ${measured}`).map(
    ({ id }) => id,
  )
  const files = await there<{ id: string }[]>`
    select id from case_files where id = any(${ids}) order by md5(id::text) limit ${count}`
  await Promise.all([here.end(), there.end()])
  const queues = Object.entries(queueLines).map(([name, query]): [string, string[]] => [
    name,
    [`/desk?${new URLSearchParams(query).toString()}`],
  ])
  const caseFiles = (rest: string) => files.map(({ id }) => `/desk/case-files/${id}${rest}`)
  return new Map([...queues, ['case file', caseFiles('')], ['timeline', caseFiles('/timeline')]])
}

async function compare(world: DeskWorld, name: string, line: readonly string[], sizes: Sizes): Promise<Figure> {
  const sides = [world.small, world.large]
  const cpu = () => sides.map(({ portal }) => cpuOf(portal.pid))
  const before = cpu()
  const took = await askBoth(world, line, sizes.asks, sizes.lanes)
  const spent = cpu().map((at, side) => (at - (before[side] ?? 0)) / sizes.asks)
  const [small, large] = [summary(took.small, [], 1), summary(took.large, [], 1)]
  const [p50, p99] = [told([small.p50, large.p50]), told([small.p99, large.p99])]
  const note = `p50 ${p50}, p99 ${p99}, processor time ${told(spent)}`
  return { name: `desk: ${name}`, value: large.p99 / small.p99, unit: '×', note, bar: { atMost: 1.5 } }
}

const told = (values: readonly number[]) => `${values.map((value) => value.toFixed(1)).join(' → ')} ms`

interface Took {
  small: number[]
  large: number[]
}

/** How long each of `count` pages took on either side, in ms. Errors: what the first one that failed was answered. */
async function askBoth(world: DeskWorld, line: readonly string[], count: number, lanes: number): Promise<Took> {
  const took: Took = { small: [], large: [] }
  let next = 0
  const lane = async () => {
    const asking = { small: openLane(world.small.portal.origin), large: openLane(world.large.portal.origin) }
    for (let turn = next++; turn < count; turn = next++) {
      const path = line[turn % line.length] ?? '/'
      for (const side of turn % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
        const sent = performance.now()
        const answer = await asking[side].ask({ method: 'GET', path, headers: headersOf(world[side]) })
        if (!isFine(answer))
          throw new Error(`${path} failed: ${answer.status} ${answer.body.subarray(0, 300).toString()}`)
        took[side].push(performance.now() - sent)
      }
    }
    asking.small.end()
    asking.large.end()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return took
}

const headersOf = ({ cookie }: DeskSide) => ({ Cookie: cookie, Accept: 'text/html', 'Accept-Encoding': 'gzip' })

/** What stays grows no more after the first half. */
function memoryFigure(taken: readonly number[], pages: number): Figure {
  const [start = NaN, half = NaN, end = NaN] = [taken[0], taken[Math.floor(taken.length / 2)], taken.at(-1)]
  const note = `${[start, half, end].map((one) => one.toFixed(0)).join(' → ')} MB: start, middle and end of ${pages} pages`
  return { name: 'desk: memory of the server', value: end / half, unit: '×', bar: { atMost: 1.1 }, note }
}
