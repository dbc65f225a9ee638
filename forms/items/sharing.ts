import { choice, consent, item, section } from './kinds.ts'

/** Consents are asked per kind of sharing and are separate from duties, which need none. */
export const sharing = section('sharing', [
  item('sharing-consent-government', 'initial', consent()),
  item('sharing-consent-expert', 'initial', consent()),
  item(
    'sharing-tlp', // FIRST, Traffic Light Protocol 2.0
    'initial',
    choice(['TLP:RED', 'TLP:AMBER+STRICT', 'TLP:AMBER', 'TLP:GREEN', 'TLP:CLEAR']),
    { mayBeUnknown: false, proposed: 'TLP:AMBER' },
  ),
])
