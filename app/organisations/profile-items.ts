/** What an organisation says of itself once: the items about it and about whom to call. */
export const profileItems = [
  'org-name',
  'org-corporate-number',
  'org-address',
  'org-industry',
  'org-ci-sector',
  'org-designation',
  'org-representative',
  'contact-name',
  'contact-phone',
  'contact-email',
  'contact-responsible',
  'contact-alternate',
] as const
