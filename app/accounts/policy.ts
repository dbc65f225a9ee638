export const policyMeans = ['passkey', 'totp', 'openid'] as const

export interface PolicyForm {
  means: readonly string[]
  issuer: string
  clientId: string
  clientSecret: string
  acr: string
  /** Hours, as typed. */
  openings: string
  /** Of the provider for organisations: the claim with the corporate number. */
  attribute: string
  /** Whoever has no other way in may lose it. */
  shutsOut: boolean
}

export type PolicyProblem =
  | 'missingMeans'
  | 'badIssuer'
  | 'noAnswer'
  | 'inside'
  | 'noName'
  | 'certificate'
  | 'missingClient'
  | 'missingSecret'
  | 'missingAcr'
  | 'badOpenings'
  | 'stale'
  | 'shutsOut'

/** The field that a problem belongs to. */
export const policyFieldOf: Record<PolicyProblem, string> = {
  missingMeans: 'means',
  badIssuer: 'issuer',
  noAnswer: 'issuer',
  inside: 'issuer',
  noName: 'issuer',
  certificate: 'issuer',
  missingClient: 'client-id',
  missingSecret: 'client-secret',
  missingAcr: 'acr',
  badOpenings: 'openings',
  stale: 'again',
  shutsOut: 'shuts-out',
}
