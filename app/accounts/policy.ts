export const policyMeans = ['passkey', 'totp', 'openid'] as const

export interface PolicyForm {
  means: readonly string[]
  issuer: string
  clientId: string
  clientSecret: string
  acr: string
}

export type PolicyProblem =
  | 'missingMeans'
  | 'badIssuer'
  | 'noAnswer'
  | 'missingClient'
  | 'missingSecret'
  | 'missingAcr'
  | 'stale'

/** The field that a problem belongs to. */
export const policyFieldOf: Record<PolicyProblem, string> = {
  missingMeans: 'means',
  badIssuer: 'issuer',
  noAnswer: 'issuer',
  missingClient: 'client-id',
  missingSecret: 'client-secret',
  missingAcr: 'acr',
  stale: 'again',
}
