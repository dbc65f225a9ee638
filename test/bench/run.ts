/**
 * `npm run bench`: the figures of docs/bench.md, in one run on a fresh embedded database.
 *   --quick          500 submissions and 50 PDFs instead of 10,000 and 1,000
 *   --only=a,b       plan weights submit api pages pdf statistics desk (desk only when named: it seeds a million deliveries)
 *   --keep=DIR       the desk's seeded data lie there and stay: the next run starts at once
 *   --lines=a,b      of the desk only lines with one of these in their names
 *   --json           one JSON document instead of the table
 *   --profile=DIR    leaves a V8 processor profile of the server there
 */
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { deskSizes, measureDesk } from './desk.ts'
import { reaches, tableOf, type Figure } from './figures.ts'
import { describeMachine } from './machine.ts'
import { measurePages } from './pages.ts'
import { measurePdf } from './pdf.ts'
import { measurePlan } from './plan.ts'
import { removePortal, startPortal, type Portal } from './portal.ts'
import { memoryOf } from './processes.ts'
import { measureStatistics } from './statistics.ts'
import { measureSubmit } from './submit.ts'
import { byProgram } from './submit-api.ts'
import { measureWeights } from './weights.ts'

const { values: told } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string', default: 'plan,weights,submit,pages,pdf,statistics' },
    profile: { type: 'string' },
    keep: { type: 'string' },
    lines: { type: 'string' },
  },
})
const size = told.quick
  ? { submissions: 500, ceilings: 500, pages: 500, pdfs: 50, files: 10_000 }
  : { submissions: 10_000, ceilings: 3_000, pages: 3_000, pdfs: 1_000, files: 100_000 }
const quickDesk = { ...deskSizes, large: 100_000, asks: 100 }
/** The process that draws PDFs ends after ten idle seconds. */
const restMs = 12_000
const wanted = new Set(told.only.split(','))
const wishes = { keep: told.keep, lines: told.lines?.split(',') }

const machine = describeMachine(new Date())
const figures: Figure[] = []
if (wanted.has('plan')) await note('plan', async () => measurePlan())
if ([...wanted].some((one) => one !== 'plan' && one !== 'desk')) await measurePortal()
if (wanted.has('desk')) await note('desk', () => measureDesk(told.quick ? quickDesk : deskSizes, wishes))

if (told.json)
  console.log(JSON.stringify({ machine, size, figures: figures.map((one) => ({ ...one, ok: reaches(one) })) }, null, 2))
else
  console.log(
    `\n${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · ')}\n\n${tableOf(figures)}\n`,
  )
process.exitCode = figures.every(reaches) ? 0 : 1

async function measurePortal(): Promise<void> {
  const portal = await startPortal({ nodeFlags: told.profile ? ['--cpu-prof', `--cpu-prof-dir=${told.profile}`] : [] })
  try {
    const atStart = memoryOf(portal.pid).now
    if (wanted.has('weights')) await note('weights', () => measureWeights(portal), portal)
    if (wanted.has('submit')) await note('submit', () => measureSubmit(portal, size), portal)
    if (wanted.has('api')) await note('api', async () => measureSubmit(portal, size, await byProgram(portal)), portal)
    if (wanted.has('pdf')) await note('pdf', () => measurePdf(portal, size.pdfs), portal)
    await wait(restMs)
    figures.push(memoryFigure(portal, atStart))
    if (wanted.has('pages')) await note('pages', () => measurePages(portal, size.pages), portal)
    if (wanted.has('statistics'))
      await note('statistics', () => measureStatistics(portal, { files: size.files, pages: 10 }), portal)
  } finally {
    await portal.stop()
    await removePortal(portal.folder)
  }
}

function memoryFigure({ pid }: Portal, atStart: number): Figure {
  const { now, peak } = memoryOf(pid)
  const work = `after ${size.submissions} submissions and ${size.pdfs} PDFs; ${atStart.toFixed(0)} at the start`
  return {
    name: 'memory of the server',
    value: now,
    unit: 'MB',
    bar: { atMost: 250 },
    note: `${work}, peak ${peak.toFixed(0)}`,
  }
}

/** One measure that cannot be taken does not hide the others. */
async function note(name: string, measure: () => Promise<Figure[]>, portal?: Portal): Promise<void> {
  process.stderr.write(`${name} … `)
  const begun = performance.now()
  try {
    figures.push(...(await measure()))
    const memory = portal ? `, the server has ${memoryOf(portal.pid).now.toFixed(0)} MB` : ''
    process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0)} s${memory}\n`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`failed\n`)
    figures.push({ name, value: NaN, unit: '', bar: { atLeast: 0 }, note: reason.slice(0, 400) })
  }
}
