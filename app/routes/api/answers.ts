import { endpoint } from '#app/api/endpoint.server.ts'
import { answerQuestions } from '#app/api/filing/questions.server.ts'

export const loader = endpoint(answerQuestions)
export const action = loader
