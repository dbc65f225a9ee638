import type { NavLink } from './page.tsx'

/** Views of the same thing, as links: each has its address, and Back works. */
export function Tabs({ label, links }: { label: string; links: readonly (NavLink & { count?: number })[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {links.map(({ href, label: name, current, count }) => (
        <a key={href} href={href} aria-current={current ? 'page' : undefined}>
          {name}
          {count !== undefined && <span className="tabs-count">{count}</span>}
        </a>
      ))}
    </nav>
  )
}
