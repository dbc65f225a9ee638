import { endpoint } from '#app/api/endpoint.server.ts'
import { getQuestions } from '#app/api/filing/questions.server.ts'

export const loader = endpoint(getQuestions)
export const action = loader
