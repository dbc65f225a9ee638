import { endpoint } from '#app/api/endpoint.server.ts'
import { listReports } from '#app/api/filing/board.server.ts'
import { startReport } from '#app/api/filing/drafts.server.ts'

export const loader = endpoint(listReports, startReport)
export const action = loader
