/** Answers that many stories share: who may be called back, and what the filer agreed to. */
import type { Answers } from '#forms/item.ts'

/** Contacts of an invented organisation; addresses and numbers come from ranges kept for documentation. */
export function contactAt(host: string, department: string): Answers {
  return {
    'reporter-capacity': { role: 'victim', organisation: null, authorised: true },
    'contact-responsible': '責任者（架空）',
    'contact-name': { name: '連絡担当（架空）', department },
    'contact-phone': '+81-3-0000-0000',
    'contact-email': `report@${host}.example.jp`,
    'contact-alternate': {
      name: '夜間担当（架空）',
      phone: '+81-3-0000-0001',
      email: `night@${host}.example.jp`,
    },
  }
}

export function agreesTo(government: boolean | 'unknown', expert: boolean | 'unknown'): Answers {
  return {
    'sharing-consent-government': government,
    'sharing-consent-expert': expert,
    'sharing-tlp': 'TLP:AMBER',
  }
}

/** No personal data on the systems concerned, as far as is known. */
export const noPersonalData: Answers = { 'pd-involved': 'no' }
