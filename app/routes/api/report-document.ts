import { exportReport } from '#app/api/filing/documents.server.ts'
import { endpoint } from '#app/api/endpoint.server.ts'

export const loader = endpoint(exportReport)
export const action = loader
