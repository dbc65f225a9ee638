import type { ReactNode } from 'react'

import type { ActProblem } from './act.ts'

/** What came back when an act was refused: which act, what was typed, what to put right. */
export interface ActTyped {
  act: string | null
  values: Readonly<Record<string, string>>
  problems: readonly ActProblem[]
  /** A template was put in: nothing is wrong, and writing goes on. */
  inserted?: boolean
}

export const nothingTyped: ActTyped = { act: null, values: {}, problems: [] }

interface ActFormProps {
  id: string
  act: string
  /** Who will see what is written here. */
  badge?: ReactNode
  children: ReactNode
}

/** One act of an officer: a form that posts to the case's noun. */
export function ActForm({ id, act, badge, children }: ActFormProps) {
  return (
    <form method="post" noValidate action={`/desk/case-files/${id}/${act}`} className="act stack-s">
      {badge && <p>{badge}</p>}
      {children}
    </form>
  )
}

/** What was typed into a field of this act before it was refused; empty for another act's form. */
export function typedValue({ act, values }: ActTyped, ofAct: string, name: string): string | undefined {
  return act === ofAct ? values[name] : undefined
}

export function problemOf({ act, problems }: ActTyped, ofAct: string, field: string): ActProblem | undefined {
  return act === ofAct ? problems.find((problem) => problem.field === field) : undefined
}
