/**
 * Who is let in where: every address of the portal with its door, and every door with those who pass it. A new address
 * without a line here fails the test beside it.
 */
export type Door =
  | 'public'
  /** Whoever knows an unguessable address, and is nobody else. */
  | 'token'
  /** Anybody who is signed in as staff. */
  | 'staff'
  | 'report'
  | 'desk'
  /** Officers of a body that has this very case file. */
  | 'caseFile'
  | 'operator'
  /** Somebody with an account, whatever they are elsewhere. */
  | 'account'
  /** Of the organisation that the report belongs to. */
  | 'organisation'
  /** Who looks after it. */
  | 'administrator'
  /** The report's own side, and a vendor with a mandate for the whole form. */
  | 'mandated'
  /** Vendors alone, at a report that they may act on. */
  | 'vendor'
  /** Whoever administers the body: none of the visitors here. */
  | 'headOfDesk'
  /** Registered programs of bodies. */
  | 'program'
  /** Programs of a body that has this very case file. */
  | 'programCase'
  /** Programs of organisations. */
  | 'filer'
  /** Those of the organisation that the report belongs to, and of a vendor with a mandate for it. */
  | 'reportFiler'

/** The kinds of members of the organisation that has the report; `stranger` has an account and is of no organisation. */
export const members = ['administrator', 'editor', 'approver', 'reader'] as const

/** Of an organisation that acts for others: with a mandate for the report, and without one. */
export const vendors = ['vendor', 'vendorWithout'] as const

/** Programs show a key, the others a cookie. */
export const visitors = [
  'anyone',
  'holder',
  'otherHolder',
  ...members,
  'stranger',
  'vendor',
  'vendorWithout',
  'officer',
  'otherOfficer',
  'operator',
  'program',
  'otherProgram',
  'filingProgram',
  'otherFilingProgram',
  'vendorProgram',
  'vendorProgramWithout',
] as const
export type Visitor = (typeof visitors)[number]

export const passes: Readonly<Record<Door, readonly Visitor[]>> = {
  public: visitors,
  token: [],
  staff: ['officer', 'otherOfficer', 'operator', ...members, 'stranger', ...vendors],
  report: ['holder', ...members],
  desk: ['officer', 'otherOfficer'],
  caseFile: ['officer'],
  operator: ['operator'],
  account: [...members, 'stranger', ...vendors],
  mandated: ['holder', ...members, 'vendor'],
  vendor: ['vendor'],
  organisation: members,
  administrator: ['administrator'],
  headOfDesk: [],
  program: ['program', 'otherProgram'],
  programCase: ['program'],
  filer: ['filingProgram', 'otherFilingProgram', 'vendorProgram', 'vendorProgramWithout'],
  reportFiler: ['filingProgram', 'vendorProgram'],
}

interface Line {
  door: Door
  /** What is asked for in place of the address's own pattern, where something has to follow. */
  as?: string
  /** It only takes posts, or answers a read with no page: that whoever may is let in is tried elsewhere. */
  readable?: false
}

export const doors: Readonly<Record<string, Line>> = {
  '': { door: 'public' },
  resume: { door: 'public' },
  'busy/:ticket': { door: 'public' },
  takeover: { door: 'public' },
  verify: { door: 'public' },
  about: { door: 'public' },
  demo: { door: 'public' },
  '.well-known/security.txt': { door: 'public' },
  'sign-in': { door: 'public' },
  'sign-in/again': { door: 'staff' },
  'sign-in/passkey': { door: 'public', readable: false },
  'sign-in/openid/:recipient': { door: 'public', readable: false },
  'sign-in/openid/:recipient/done': { door: 'token' },
  'enrol/:token': { door: 'token' },
  'account/security': { door: 'staff' },
  account: { door: 'account' },
  'account/new': { door: 'public' },
  'account/lost': { door: 'public' },
  'account/confirm/:token': { door: 'token' },
  'account/details': { door: 'account' },
  'account/notices': { door: 'account' },
  'account/take-over': { door: 'account' },
  'account/reports': { door: 'account', readable: false },
  organisations: { door: 'account' },
  'organisations/:organisation': { door: 'organisation' },
  'organisations/:organisation/claim': { door: 'administrator' },
  'organisations/:organisation/profile': { door: 'administrator' },
  'organisations/:organisation/people': { door: 'organisation' },
  'organisations/:organisation/mandates': { door: 'administrator' },
  'organisations/:organisation/mandates/:id/evidence': { door: 'administrator', readable: false },
  'join/:token': { door: 'token' },
  leave: { door: 'public', readable: false },
  'language/:code': { door: 'public', as: 'language/ja' },
  'notices/stop/:token': { door: 'token' },

  'organisations/:organisation/programs': { door: 'administrator' },
  'organisations/:organisation/webhooks': { door: 'administrator' },
  'organisations/:organisation/webhooks/:id': {
    door: 'token',
    as: 'organisations/:organisation/webhooks/0199d000-0000-7000-8000-00000000ffff',
  },

  'api/v1': { door: 'public' },
  'api/v1/openapi.json': { door: 'public' },
  'api/v1/validate': { door: 'public', readable: false },
  'api/v1/plan': { door: 'public', readable: false },
  'api/v1/token': { door: 'public', readable: false },
  'problems/:code': { door: 'public', as: 'problems/invalid' },
  'api/v1/reports': { door: 'filer' },
  'api/v1/report-documents': { door: 'filer', readable: false },
  'api/v1/reports/:reference/document': { door: 'reportFiler' },
  'api/v1/reports/:reference': { door: 'reportFiler' },
  'api/v1/reports/:reference/draft': { door: 'reportFiler' },
  'api/v1/reports/:reference/plan': { door: 'reportFiler' },
  'api/v1/reports/:reference/submissions': { door: 'reportFiler', readable: false },
  'api/v1/reports/:reference/sendings': { door: 'reportFiler' },
  'api/v1/mandates': { door: 'filer' },
  'api/v1/reports/:reference/follow-ups': { door: 'reportFiler', readable: false },
  'api/v1/reports/:reference/board': { door: 'reportFiler' },
  'api/v1/questions': { door: 'filer' },
  'api/v1/reports/:reference/questions': { door: 'reportFiler' },
  'api/v1/reports/:reference/answers': { door: 'reportFiler', readable: false },
  'api/v1/reports/:reference/deliveries/:id': {
    door: 'reportFiler',
    as: 'api/v1/reports/:reference/deliveries/:delivery',
  },
  'api/v1/case-exports': { door: 'program' },
  'api/v1/deliveries/:id': { door: 'programCase', as: 'api/v1/deliveries/:delivery' },
  'api/v1/case-files': { door: 'program' },
  'api/v1/case-files/:id': { door: 'programCase', as: 'api/v1/case-files/:caseFile' },
  'api/v1/case-files/:id/acknowledgement': { door: 'programCase', readable: false },
  'api/v1/case-files/:id/questions': { door: 'programCase', readable: false },
  'api/v1/case-files/:id/questions/:question/retraction': { door: 'programCase', readable: false },
  'api/v1/case-files/:id/advice': { door: 'programCase', readable: false },
  'api/v1/case-files/:id/closure': { door: 'programCase', readable: false },
  'api/v1/case-files/:id/reopening': { door: 'programCase', readable: false },

  reports: { door: 'public', readable: false },
  'reports/:reference': { door: 'mandated' },
  'reports/:reference/answer/:step': { door: 'mandated', as: 'reports/:reference/answer/now-start' },
  'reports/:reference/autosave': { door: 'mandated', readable: false },
  'reports/:reference/kept': { door: 'report', readable: false },
  'reports/:reference/files': { door: 'mandated' },
  'reports/:reference/files/arriving': { door: 'mandated', readable: false },
  'reports/:reference/files/:id': { door: 'mandated', readable: false },
  'reports/:reference/files/:id/parts/:part': {
    door: 'mandated',
    as: 'reports/:reference/files/0199d000-0000-7000-8000-00000000ffff/parts/0',
    readable: false,
  },
  'files/:reference/:id': { door: 'token', as: 'files/:reference/0199d000-0000-7000-8000-00000000ffff' },
  'reports/:reference/preview': { door: 'mandated' },
  'reports/:reference/receipt/:number.pdf': { door: 'mandated', as: 'reports/:reference/receipt/1.pdf' },
  'reports/:reference/receipt/:number': { door: 'mandated', as: 'reports/:reference/receipt/1' },
  'reports/:reference/deliveries/:id.pdf': { door: 'mandated', as: 'reports/:reference/deliveries/:delivery.pdf' },
  'reports/:reference/deliveries/:id.json': { door: 'mandated', as: 'reports/:reference/deliveries/:delivery.json' },
  'reports/:reference/deliveries/:id': { door: 'mandated', as: 'reports/:reference/deliveries/:delivery' },
  'reports/:reference/questions': { door: 'mandated' },
  'reports/:reference/messages': { door: 'mandated', readable: false },
  'reports/:reference/opinions': { door: 'report', readable: false },
  'reports/:reference/hold': { door: 'report' },
  'reports/:reference/follow-up': { door: 'mandated', readable: false },
  'reports/:reference/document': { door: 'mandated' },
  'reports/:reference/document.json': { door: 'mandated' },
  'reports/:reference/notices': { door: 'report' },
  'reports/:reference/access': { door: 'report' },
  'reports/:reference/mandates': { door: 'report' },
  'reports/:reference/mandates/:id/evidence': { door: 'report', readable: false },
  'reports/:reference/sending': { door: 'report' },
  'reports/:reference/entrustors': { door: 'report' },
  'reports/:reference/entrustors/:id.pdf': {
    door: 'token',
    as: 'reports/:reference/entrustors/0199d000-0000-7000-8000-00000000ffff.pdf',
  },
  'reports/:reference/entrustors/:id': { door: 'token' },
  'reports/:reference/calendar': { door: 'report' },
  'calendar/:token.ics': { door: 'token', as: 'calendar/guessed.ics' },
  'reports/:reference/consents': { door: 'report' },
  'reports/:reference/disclosure': { door: 'report' },
  'reports/:reference/compare': { door: 'mandated' },
  'reports/:reference/approval': { door: 'report' },
  'reports/:reference/belongs': { door: 'report' },
  'reports/:reference/withdrawal': { door: 'report' },

  desk: { door: 'desk' },
  'desk/live': { door: 'desk', readable: false },
  'desk/next': { door: 'desk' },
  'desk/bulk': { door: 'desk', readable: false },
  'desk/views': { door: 'desk', readable: false },
  'desk/columns': { door: 'desk', readable: false },
  'desk/keys': { door: 'desk' },
  'desk/notices': { door: 'desk' },
  'desk/case-files/:id/:act?': { door: 'caseFile', as: 'desk/case-files/:caseFile' },
  'desk/case-files/:id/compare': { door: 'caseFile', as: 'desk/case-files/:caseFile/compare' },
  'desk/case-files/:id/timeline': { door: 'caseFile', as: 'desk/case-files/:caseFile/timeline' },
  'desk/case-files/:id/hand-over': { door: 'caseFile', as: 'desk/case-files/:caseFile/hand-over' },
  'desk/case-files/:id/return': { door: 'caseFile', as: 'desk/case-files/:caseFile/return' },
  'desk/case-files/:id/keeping': { door: 'caseFile', as: 'desk/case-files/:caseFile/keeping' },
  'desk/case-files/:id/related': { door: 'caseFile', as: 'desk/case-files/:caseFile/related' },
  'desk/hand-overs/:id': { door: 'token' },
  'desk/teams': { door: 'desk' },
  'desk/programs': { door: 'headOfDesk' },
  'desk/escalations': { door: 'desk' },
  'desk/webhooks': { door: 'headOfDesk' },
  'desk/webhooks/:id': { door: 'token', as: 'desk/webhooks/0199d000-0000-7000-8000-00000000ffff' },
  'desk/deliveries/:file': { door: 'caseFile', as: 'desk/deliveries/:delivery.json' },
  'files/:id': { door: 'token', as: 'files/0199d000-0000-7000-8000-00000000ffff' },
  'desk/mentions': { door: 'desk' },
  'desk/templates/:id?': { door: 'desk', as: 'desk/templates' },
  'desk/intake': { door: 'desk' },
  'desk/intake/:reference': { door: 'token', as: 'desk/intake/2222-2222-2222' },
  'desk/statistics': { door: 'desk' },
  'desk/statistics/export': { door: 'desk' },
  'desk/export': { door: 'desk' },
  'desk/export/:id': { door: 'token', as: 'desk/export/0199d000-0000-7000-8000-00000000ffff' },
  'desk/export/:id/file': { door: 'token', as: 'desk/export/0199d000-0000-7000-8000-00000000ffff/file' },

  console: { door: 'account' },
  'console/reports/:reference': { door: 'vendor' },
  'console/:organisation': { door: 'organisation' },
  'console/:organisation/clients': { door: 'organisation' },
  'console/:organisation/questions': { door: 'organisation' },
  'console/:organisation/templates': { door: 'organisation' },
  'console/:organisation/import': { door: 'organisation' },
  'console/examples/:file': { door: 'account', as: 'console/examples/reports.csv' },

  'operator/people': { door: 'operator' },
  'operator/people/:id': { door: 'token', as: 'operator/people/0199d000-0000-7000-8000-00000000ffff' },
  'operator/recipients': { door: 'operator' },
  'operator/recipients/:recipient': { door: 'operator', as: 'operator/recipients/ppc' },
  'operator/recipients/:recipient/people': { door: 'operator', as: 'operator/recipients/ppc/people' },
  'operator/organisations': { door: 'operator' },
  'operator/organisations/:organisation': { door: 'operator' },
  'operator/claims/:claim/letter': {
    door: 'operator',
    readable: false,
    as: 'operator/claims/0199d000-0000-7000-8000-00000000ffff/letter',
  },
  'operator/accounts': { door: 'operator' },
  'operator/rulebook': { door: 'operator' },
  'operator/programs': { door: 'operator' },
  'operator/retention': { door: 'operator' },
  'operator/notices': { door: 'operator' },

  '*': { door: 'token', as: 'no/such/page' },
}
