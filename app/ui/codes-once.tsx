import { Notice } from './notice.tsx'

export interface CodesOnceProps {
  title: string
  lead: string
  /** Label and value, as they are read aloud. */
  codes: readonly (readonly [label: string, value: string])[]
  /** Until when they hold, and how to tell them. */
  after: readonly string[]
}

/** Codes that are shown in this one answer and nowhere else. */
export function CodesOnce({ title, lead, codes, after }: CodesOnceProps) {
  return (
    <Notice tone="warning" title={title} announced>
      <p>{lead}</p>
      <dl className="keep-codes">
        {codes.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="secret">{value}</dd>
          </div>
        ))}
      </dl>
      {after.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  )
}
