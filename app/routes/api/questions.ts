import { endpoint } from '#app/api/endpoint.server.ts'
import { listQuestions } from '#app/api/filing/questions.server.ts'

export const loader = endpoint(listQuestions)
export const action = loader
