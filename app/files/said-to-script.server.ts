import type { RouterContextProvider } from 'react-router'

import { visitContext, worldContext } from '#app/context.ts'
import { formatBytes } from '#app/i18n/format.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'

import type { FileProblem } from './begin-file.server.ts'

/** What the script that sends a file shows beside it, in the visitor's words. */
export function saidToScript(context: Readonly<RouterContextProvider>, problem: FileProblem, status = 422): Response {
  const { language } = context.get(visitContext)
  const size = formatBytes(context.get(worldContext).shelf.limits.file, language)
  const message = wordsOf(language)(`files:problems.${problem}`, { size })
  return Response.json({ problem, message }, { status })
}
