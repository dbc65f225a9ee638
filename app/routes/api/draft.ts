import { endpoint } from '#app/api/endpoint.server.ts'
import { changeDraft, getDraft } from '#app/api/filing/drafts.server.ts'

export const loader = endpoint(getDraft, changeDraft)
export const action = loader
