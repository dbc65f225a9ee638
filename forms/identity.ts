import type { Projection } from './projection.ts'

/** What one recipient's part says about which organisation it is about. `number`: its corporate number, where it is told. */
export interface SaidIdentity {
  named: boolean
  number: string | null
}

export function saidIdentity({ items }: Projection): SaidIdentity {
  const told = new Map(items.map(({ item, value }) => [item, value]))
  const [name, number] = [told.get('org-name'), told.get('org-corporate-number')]
  return {
    named: typeof name === 'string',
    number: typeof number === 'string' && /^\d{13}$/.test(number) ? number : null,
  }
}
