import { renderSVG } from 'uqr'

import type { KeySetup } from './enrol.server.ts'
import type { ShownSetup } from './key-setup.tsx'
import { totpUri } from './totp.ts'

/** A new key as the page shows it. `site` is the portal's short name, as the authenticator will list it. */
export function shownSetup(setup: KeySetup, ceremony: string, site: string, wrong: boolean): ShownSetup {
  const svg = renderSVG(totpUri(setup.totp, site, setup.number), { ecc: 'L', border: 2 })
  return { ...setup, ceremony, wrong, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
}
