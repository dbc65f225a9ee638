/** What people do in the browser, in their own words, so that a story reads as one. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { demoMembers, demoOfficers, demoOperator, demoVendor } from '#app/demo/people.ts'
import { languageOf, pressUnseen, type Filled, type Press } from './unseen.ts'

export interface Codes {
  reference: string
  secret: string
}

/** From the first page to the first question, with one click. */
export async function beginAtFirstPage(page: Page): Promise<Codes> {
  await page.goto('/')
  await page.locator('form[action="/reports"] button').click()
  return codesOn(page)
}

/** The same, for stories that begin with the first question: the page before it is not drawn. */
export async function begin(page: Page): Promise<Codes> {
  const begun = await page.request.post('/reports', { headers: await languageOf(page), maxRedirects: 0 })
  await page.goto(begun.headers()['location'] ?? '/')
  return codesOn(page)
}

/** The same, for stories that begin later: nothing is drawn. */
export async function beginUnseen(page: Page): Promise<Codes> {
  const first = await page.request.post('/reports', { headers: await languageOf(page) })
  const secrets = (await first.text()).matchAll(/ class="secret[^>]*>([^<]*)</g)
  const [reference = '', secret = ''] = [...secrets].map(([, told = '']) => told)
  expect(new URL(first.url()).pathname).toBe(`/reports/${reference}/answer/now-start`)
  return { reference, secret }
}

async function codesOn(page: Page): Promise<Codes> {
  const shown = await page.evaluate(() => [...document.querySelectorAll('.secret')].map((one) => one.textContent))
  const [reference = '', secret = ''] = shown
  return { reference, secret }
}

/** Comes back with the two codes, typed as people type them. */
export async function resume(page: Page, { reference, secret }: Codes): Promise<void> {
  await page.goto('/resume')
  await page.locator('[name=reference]').fill(reference.toLowerCase().replaceAll('-', ''))
  await page.locator('[name=secret]').fill(secret)
  await page.locator('main form button[type=submit]').click()
}

export const boardOf = ({ reference }: Codes) => `/reports/${reference}`
export const next = (page: Page) => page.locator('button[value=next]').click()
export const send = (page: Page) => page.locator('button[value=send]').click()

/** Answers of a hospital at night, by field; a page is answered with those that it asks. */
export const hospital = {
  'org-industry': 'hospital',
  'incident-attack-type': 'intrusion-ransomware',
  'incident-cyber-suspected': 'yes',
  'pd-involved': 'yes',
  'time-awareness': '2026-11-20',
  'time-awareness.time': '03:10',
  'pd-items.items': 'medical-record',
  'report-recipients': 'police',
  'sharing-consent-government': 'yes',
  'sharing-consent-expert': 'no',
  'org-name': '架空あわ町立みどり病院',
  'org-address.prefecture': '徳島県',
  'org-address.city': '架空あわ町',
  'contact-name.name': '連絡担当（架空）',
  'contact-phone': '088-000-0000',
  'contact-email': 'report@hospital.example.jp',
  'incident-summary': '電子カルテが使えません。英文の脅迫文が印刷されました。',
} as const

/** Goes through the short path, page after page, until the preview. Returns how many pages it took. */
export async function answerAll(page: Page, answers: Filled = hospital): Promise<number> {
  for (let pages = 1; pages <= 12; pages += 1) {
    await fill(page, answers)
    await next(page)
    if (new URL(page.url()).pathname.endsWith('/preview')) return pages
  }
  throw new Error(`the form has no end: ${page.url()}`)
}

export async function fill(page: Page, answers: Filled): Promise<void> {
  const asked = await page.evaluate(() =>
    Array.from(document.querySelectorAll('[name]'), (field) => ({
      name: field.getAttribute('name'),
      type: field.getAttribute('type'),
      is: field.localName,
    })),
  )
  for (const [name, value] of Object.entries(answers)) {
    const field = asked.find((one) => one.name === name)
    if (!field) continue
    const choice = field.type === 'radio' || field.type === 'checkbox'
    if (choice) await page.locator(`[name="${name}"][value="${value}"]`).check()
    else if (field.is === 'select') await page.locator(`[name="${name}"]`).selectOption(value)
    else await page.locator(`[name="${name}"]`).fill(value)
  }
}

/** As `answerAll`, for stories that are about something else: see unseen.ts. Ends on the preview, which is drawn. */
export async function answerUnseen(page: Page, answers: Filled = hospital): Promise<void> {
  const { url: preview } = await pressUnseen(page, page.url(), pagesWith(answers))
  expect(new URL(preview).pathname, 'where the form ends').toMatch(/\/preview$/)
  await page.goto(preview)
}

/** From the first question until the answers are sent. */
export async function fileUnseen(page: Page, answers: Filled = hospital, ...onPreview: Press[]): Promise<Codes> {
  const codes = await beginUnseen(page)
  const presses = [pagesWith(answers), ...onPreview, { button: '[value=send]' }]
  const { url: receipt } = await pressUnseen(page, `${boardOf(codes)}/answer/now-start`, ...presses)
  expect(new URL(receipt).pathname, 'where the filing ends').toBe(`${boardOf(codes)}/receipt/1`)
  return codes
}

const pagesWith = (fields: Filled): Press => ({ button: '[value=next]', fields, until: '/preview' })

/** As a person of the demo world, by its entrance, which is not drawn: others look at it. `at`: where they go first. */
export async function enterDesk(page: Page, name: string, at?: string): Promise<void> {
  const first = await enterUnseen(page, name)
  await page.goto(at ?? first)
}

/** The same, straight to the newest case file of an organisation. */
export async function enterAtCase(page: Page, name: string, organisation: string): Promise<void> {
  await page.goto(await caseAs(page, name, organisation))
}

/** Where this person reads that case file; neither is drawn. */
export async function caseAs(page: Page, name: string, organisation: string): Promise<string> {
  await enterUnseen(page, name)
  return caseOf(page, organisation)
}

/** The address of the newest case file of an organisation, from a queue that is not drawn. */
export async function caseOf(page: Page, organisation: string, queue = '/desk'): Promise<string> {
  const listed = await (await page.request.get(queue)).text()
  const links = [...listed.matchAll(/<a [^>]*href="(\/desk\/case-files\/[0-9a-f-]{36})"[^>]*>([^<]*)</g)]
  const [, address] = links.find(([, , told]) => told?.includes(organisation)) ?? []
  if (!address) throw new Error(`no case file of ${organisation}`)
  return address
}

/** Signs in, and no more. Returns where that leads. */
export async function enterUnseen(page: Page, name: string): Promise<string> {
  const person = people.get(name)
  if (!person) throw new Error(`nobody is called ${name}`)
  const answer = await page.request.post('/demo', { form: { person }, maxRedirects: 0 })
  return answer.headers()['location'] ?? '/demo'
}

const people = new Map([
  ...demoOfficers.map(({ name, officerId }) => [name, officerId] as const),
  ...[...demoMembers, demoVendor.person].map(({ name, accountId }) => [name, accountId] as const),
  [demoOperator.name, demoOperator.operatorId] as const,
])

/** The newest case file of the queue. */
export async function openNewest(page: Page, organisation: string): Promise<void> {
  await page.goto('/desk')
  await page.getByRole('link', { name: organisation }).first().click()
}

/** Opens what is folded, whether or not it is open already. */
export async function unfold(page: Page, id: string): Promise<void> {
  const details = page.locator(`details#${id}`)
  if ((await details.getAttribute('open')) === null) await details.locator('> summary').click()
}
