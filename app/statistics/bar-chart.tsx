import type { ReactNode } from 'react'

export interface Bar {
  key: string
  label: string
  /** How long it is, in the measure of `most`. */
  value: number
  /** The value in words: the bar only shows how it compares. */
  text: string
  /** Drawn hatched as well, so that it differs without colour. */
  second?: boolean
}

interface BarChartProps {
  id: string
  title: ReactNode
  bars: readonly Bar[]
  /** The value of a full bar; without it the longest one is full. */
  most?: number
}

/** Bars lie, so that their names and values are text of full size on a phone too, and are read out. */
export function BarChart({ id, title, bars, most }: BarChartProps) {
  const full = most ?? Math.max(...bars.map(({ value }) => value), 0)
  const hatched = bars.some(({ second }) => second)
  return (
    <figure className="bars" aria-labelledby={`${id}-title`}>
      <figcaption id={`${id}-title`}>{title}</figcaption>
      {hatched && <Hatching id={id} />}
      <ul>
        {bars.map(({ key, label, value, text, second }) => (
          <li key={key}>
            <span className="bars-label">{label}</span>
            <svg
              className="bars-bar"
              viewBox="0 0 100 8"
              preserveAspectRatio="none"
              aria-hidden="true"
              focusable="false"
            >
              <rect className="bars-track" width="100" height="8" />
              <rect className="bars-value" width={width(value, full)} height="8" />
              {second && <rect width={width(value, full)} height="8" fill={`url(#${id}-hatching)`} />}
            </svg>
            <span className="bars-text">{text}</span>
          </li>
        ))}
      </ul>
    </figure>
  )
}

function Hatching({ id }: { id: string }) {
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" className="visually-hidden">
      <pattern id={`${id}-hatching`} width="2" height="8" patternUnits="userSpaceOnUse">
        <rect className="bars-gap" width="1" height="8" />
      </pattern>
    </svg>
  )
}

const width = (value: number, full: number): string => (full > 0 ? ((100 * value) / full).toFixed(2) : '0')
