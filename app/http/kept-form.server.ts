import { formIn } from './form.server.ts'
import { isText, keptNames, type KeptForm } from './kept-form.ts'
import { localPath } from './local-path.ts'
import { isForLater, isGone, isOutside, type RefusalCode } from './refusal.ts'

const endings: readonly RefusalCode[] = ['signIn', 'expired', 'signInAgain', 'stale']

/** Behind these one has come in already: no form there asks for what opens a door, which no page may show again. */
const within = /^\/(?:reports|desk|console|organisations)\//

/** What somebody typed for nothing: the session or their mandate had ended, what it was for was gone, or the portal failed. Null when there is nothing to keep. */
export async function keptForm(
  request: Request,
  body: Buffer<ArrayBuffer> | null,
  code: RefusalCode,
): Promise<KeptForm | null> {
  const { pathname, search } = new URL(request.url)
  const to = localPath(`${pathname}${search}`)
  const type = request.headers.get('Content-Type') ?? ''
  if (!isInVain(code, pathname) || request.method !== 'POST' || body === null || to === null) return null
  const form = await formIn(body, type).catch(() => null)
  const kept = form && keptIn(form, to)
  return kept && isGone(code) && !kept.fields.some(isTyped) ? null : kept
}

/** A button alone is nothing that anybody wrote. */
const isTyped = ([, value]: KeptForm['fields'][number]) => isText(value)

function isInVain(code: RefusalCode, pathname: string): boolean {
  return endings.includes(code) || ((isForLater(code) || isOutside(code) || isGone(code)) && within.test(pathname))
}

/** What the page with the kept form posts when the report is opened again; null for a plain one. */
export function keptAgain(form: FormData): KeptForm | null {
  const to = localPath(String(form.get(keptNames.to) ?? ''))
  return to === null ? null : keptIn(form, to)
}

function keptIn(form: FormData, to: string): KeptForm | null {
  const own: readonly string[] = Object.values(keptNames)
  const entries = [...form].filter(([name]) => !own.includes(name))
  const fields = entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  return fields.length === 0 ? null : { to, fields, files: fields.length < entries.length }
}
