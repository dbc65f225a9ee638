/** All that programs can ask for, in the order of the description. */
import { askPlan, validate } from './ask.server.ts'
import { acknowledge, advise, ask, close, getCaseFile, listCaseFiles, reopen, retract } from './cases/cases.server.ts'
import { getBoard, getDelivery, getReport, listReports } from './filing/board.server.ts'
import { answerQuestions, getQuestions, listQuestions } from './filing/questions.server.ts'
import { changeDraft, followUp, getDraft, planReport, startReport } from './filing/drafts.server.ts'
import { exportReport, importReport } from './filing/documents.server.ts'
import { askToSend, getSendings, listMandates } from './filing/mandates.server.ts'
import { exportCaseFiles, exportDelivery } from './cases/export.server.ts'
import { submitReport } from './filing/submit.server.ts'
import type { Operation } from './operation.ts'

export const operations: readonly Operation[] = [
  validate,
  askPlan,
  listReports,
  startReport,
  getReport,
  getDraft,
  changeDraft,
  planReport,
  submitReport,
  getBoard,
  getDelivery,
  listQuestions,
  getQuestions,
  answerQuestions,
  followUp,
  listMandates,
  askToSend,
  getSendings,
  exportReport,
  importReport,
  listCaseFiles,
  getCaseFile,
  acknowledge,
  ask,
  retract,
  advise,
  close,
  reopen,
  exportCaseFiles,
  exportDelivery,
]
