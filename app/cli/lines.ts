/** One JSON value per line in, one per line out. A bad line is named on standard error and the others go on. */
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** Answers every line of standard input; the exit code is 1 when a line could not be answered. */
export async function answerLines(command: string, answer: (line: unknown) => unknown): Promise<number> {
  let number = 0
  let failed = false
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (line.trim() === '') continue
    try {
      process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`)
    } catch (error) {
      failed = true
      process.stderr.write(`madoguchi ${command}: line ${number}: ${inOneLine(error)}\n`)
    }
  }
  return failed ? 1 : 0
}

function inOneLine(error: unknown): string {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  return message.replaceAll(/\s+/g, ' ')
}
