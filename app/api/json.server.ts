/** Reads JSON more strictly than JSON.parse: a name that stands twice in an object would be read by each program its own way. */
import { ApiProblem } from './problem.server.ts'

const deepest = 40

/** Throws badForm for what is no JSON, duplicateName for a name that stands twice. */
export function parseJson(text: string): unknown {
  const json = parsed(text)
  refuseTwins(text)
  return json
}

function parsed(text: string): unknown {
  if (text.includes('\u0000') || /\\u0000/i.test(text)) throw new ApiProblem('badForm')
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiProblem('badForm')
  }
}

/** The text is JSON: strings and brackets are all that matters here. */
function refuseTwins(text: string): void {
  const open: (Set<string> | null)[] = []
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null)
    else if (token === '}' || token === ']') open.pop()
    else if (token.endsWith(':')) addName(open.at(-1), token)
    if (open.length > deepest) throw new ApiProblem('badForm')
  }
}

function addName(names: Set<string> | null | undefined, token: string): void {
  const name = String(JSON.parse(token.slice(0, token.lastIndexOf('"') + 1)))
  if (!name.isWellFormed() || names?.has(name)) throw new ApiProblem('duplicateName')
  names?.add(name)
}
