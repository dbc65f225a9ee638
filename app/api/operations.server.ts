/** All that programs can ask for, in the order of the description. */
import { askPlan, validate } from './ask.server.ts'
import { acknowledge, advise, ask, close, getCaseFile, listCaseFiles, reopen } from './cases/cases.server.ts'
import type { Operation } from './operation.ts'

export const operations: readonly Operation[] = [
  validate,
  askPlan,
  listCaseFiles,
  getCaseFile,
  acknowledge,
  ask,
  advise,
  close,
  reopen,
]
