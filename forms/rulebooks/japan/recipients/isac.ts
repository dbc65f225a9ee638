/** 専門組織・情報共有活動: technical information about the attack, nothing that names or lets one guess the victim. */
import { named } from '#forms/items/kinds.ts'
import { needs, recipient } from '#forms/rulebooks/write.ts'

export const isac = recipient(
  'isac',
  [],
  needs(
    { strength: 'anonymised', ground: 'meti-guide', seen: 'reconstructed' },
    {
      first: ['incident-attack-type'],
      known: named(`
        sharing-tlp time-occurrence time-detection sys-software cause-initial-access
        cause-vulnerability cause-malware ioc-network ioc-malware ioc-log ioc-source
        ransom-extension ransom-type ransom-family ddos-type ddos-scale ddos-mitigation
        phish-artefact sc-provider
      `),
      final: ['cause-ttp', 'ioc-public-info'],
    },
  ),
)
