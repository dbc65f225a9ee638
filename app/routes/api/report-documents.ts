import { importReport } from '#app/api/filing/documents.server.ts'
import { endpoint } from '#app/api/endpoint.server.ts'

export const loader = endpoint(importReport)
export const action = loader
