/** The description of the interface, OpenAPI 3.1, made of the schemas that read the requests. */
import { createDocument } from 'zod-openapi'
import { documentWords } from '#app/i18n/words.server.ts'
import { answersSchema } from '#forms/answers/schema.ts'
import { currentEdition } from '#forms/edition.ts'
import { plan, planRequest, problem, validateRequest, validation } from './schemas.ts'

const itemName = (item: string) => `${documentWords('ja').item(item)} / ${documentWords('en').item(item)}`

/** Every item with its shape and its name in both languages. */
const describedAnswers = answersSchema(currentEdition, itemName).meta({
  id: 'Answers',
  description: `Answers by item id, edition ${currentEdition.id}. "unknown" is an answer: it is not known yet.`,
})

const json = (schema: typeof plan | typeof validation | typeof planRequest | typeof validateRequest) => ({
  'application/json': { schema },
})
const problems = {
  '400': { description: 'No JSON', content: { 'application/problem+json': { schema: problem } } },
  '422': {
    description: 'Not as described, or answers with problems',
    content: { 'application/problem+json': { schema: problem } },
  },
  '429': { description: 'Too often; see Retry-After', content: { 'application/problem+json': { schema: problem } } },
}

/** `origin` is where the portal is reached. */
export function openApi(origin: string) {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Madoguchi',
      version: '1',
      description:
        'One report on a cyber incident reaches every competent body. What is described here has no effects: it says what is wrong with answers, and who would have to hear of them.',
    },
    servers: [{ url: origin }],
    components: { schemas: { Answers: describedAnswers } },
    paths: {
      '/api/v1/validate': {
        post: {
          operationId: 'validate',
          summary: `Judge answers by the form (edition ${currentEdition.id})`,
          requestBody: { required: true, content: json(validateRequest) },
          responses: { '200': { description: 'What was found', content: json(validation) }, ...problems },
        },
      },
      '/api/v1/plan': {
        post: {
          operationId: 'plan',
          summary: 'Who must hear of this, what would each get, by when, and why',
          requestBody: { required: true, content: json(planRequest) },
          responses: { '200': { description: 'The plan', content: json(plan) }, ...problems },
        },
      },
    },
  })
}
