import { Refusal } from '#app/http/refusal.ts'

/** A file is asked for from our own pages or by its address, never by a page of somebody else. */
export function refuseOtherSites({ headers }: Request): void {
  const site = headers.get('Sec-Fetch-Site')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new Refusal('crossSite')
}
