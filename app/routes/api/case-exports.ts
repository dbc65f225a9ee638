import { exportCaseFiles } from '#app/api/cases/export.server.ts'
import { endpoint } from '#app/api/endpoint.server.ts'

export const loader = endpoint(exportCaseFiles)
export const action = loader
