/** Values with named parts. Programs may write parts this edition does not know: plain ones are kept, for whoever reads them. */
import { unknown, type Answer, type Part } from '#forms/item.ts'
import type { Checker, Refuse } from './problem.ts'

const partName = /^[a-z][a-z0-9_-]{0,40}$/
const reserved = new Set(['constructor', 'prototype', 'hasownproperty'])

/** A bare value stands for the first part: '2027-01-01T…' for { value: '2027-01-01T…' }. */
export function checkGroup(
  parts: Record<string, Part>,
  checkers: ReadonlyMap<string, Checker>,
  anyForm: ReadonlyMap<string, Checker>,
): Checker {
  const [firstPart = ''] = Object.keys(parts)
  const required = Object.entries(parts).flatMap(([name, part]) => (part.required ? [name] : []))
  return (raw, refuse) => {
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return checkParts({ [firstPart]: raw })
    return checkParts(raw)

    function checkParts(written: object): Answer | undefined {
      const kept: Record<string, Answer> = {}
      let wrong = false
      const names = Object.keys(written)
      if (names.length > 40) return refuse('shape')
      for (const name of names) {
        const check = (isAnyForm(parts[name], written) && anyForm.get(name)) || checkers.get(name) || checkUnasked(name)
        const value = check(written[name as keyof typeof written], (code, values) => {
          wrong = true
          return refuse(code, values, { part: name })
        })
        if (value !== undefined) kept[name] = value
      }
      if (wrong || Object.keys(kept).length === 0) return undefined
      const strange = names.some((name) => !checkers.has(name)) // somebody else's shape: theirs to know what is missing
      const missing = strange ? undefined : required.find((name) => !Object.hasOwn(kept, name))
      return missing ? refuse('partMissing', undefined, { part: missing }) : kept
    }
  }
}

function isAnyForm(part: Part | undefined, written: object): boolean {
  const { part: other, values = [] } = part?.anyFormAfter ?? {}
  const chosen: unknown = other && Object.hasOwn(written, other) && written[other as keyof typeof written]
  return typeof chosen === 'string' && values.includes(chosen)
}

function checkUnasked(name: string): Checker {
  return (raw, refuse) => {
    if (raw === null || raw === '') return undefined
    return partName.test(name) && !reserved.has(name) && isPlain(raw) ? raw : refuse('shape')
  }
}

function isPlain(raw: unknown): raw is Answer {
  if (typeof raw === 'boolean') return true
  if (typeof raw === 'number') return Number.isFinite(raw) && !Object.is(raw, -0) // which JSON does not know
  if (typeof raw === 'string') return raw.length <= 2000 && raw.isWellFormed() && !raw.includes('\u0000')
  return Array.isArray(raw) && raw.length <= 200 && raw.every((entry) => typeof entry === 'string' && isPlain(entry))
}

export function checkGroups({ max }: { max: number }, check: Checker): Checker {
  return (raw, refuse) => {
    if (!Array.isArray(raw)) return refuse('shape')
    if (raw.length > max) return refuse('tooMany', { max })
    const kept: Answer[] = []
    let wrong = false
    raw.forEach((entry: unknown, index) => {
      if (entry === undefined || entry === null || entry === '') return
      const refuseHere: Refuse = (code, values, place) => {
        wrong = true
        return refuse(code, values, { ...place, index })
      }
      const value = entry === unknown ? refuseHere('shape') : check(entry, refuseHere)
      if (value !== undefined) kept.push(value)
    })
    return wrong || (kept.length === 0 && raw.length > 0) ? undefined : kept
  }
}
