/** A page of this portal did not lead here: a link in somebody's mail, another site, an address that was typed. */
export function cameFromElsewhere({ headers }: Request): boolean {
  const site = headers.get('Sec-Fetch-Site')
  return site !== null && site !== 'same-origin'
}
