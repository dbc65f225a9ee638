/** The problems that a program can meet; each has a page at /problems/<code>. */
export const problemCodes = [
  'badForm',
  'keyMissing',
  'duplicateName',
  'noProgram',
  'notItsAct',
  'outsideMandate',
  'crossSite',
  'notFound',
  'methodNotAllowed',
  'stillRunning',
  'notNow',
  'needsApproval',
  'needsClient',
  'conflict',
  'preconditionFailed',
  'tooLarge',
  'mediaType',
  'invalid',
  'keyReused',
  'changedDocument',
  'preconditionMissing',
  'tooMany',
  'fault',
  'busy',
] as const

export const isProblemCode = (code: string): boolean => problemCodes.some((known) => known === code)
