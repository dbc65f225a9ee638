import type { ReactNode } from 'react'

export interface Step {
  title: ReactNode
  text: ReactNode
}

/** What happens, in order. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map(({ title, text }, index) => (
        <li key={index}>
          <p className="steps-title">{title}</p>
          <p className="steps-text">{text}</p>
        </li>
      ))}
    </ol>
  )
}
