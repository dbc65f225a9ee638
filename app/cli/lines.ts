/** One JSON value per line in, one per line out. What is wrong with a line is said on standard error and the others go on. */
import { once } from 'node:events'
import { z } from 'zod'

type Answering = (line: unknown) => unknown
type Remarking = (line: unknown) => string | undefined

/**
 * Answers every line of standard input; the exit code is 1 when a line could not be answered. A remark is about a line
 * that was, though perhaps not as its writer means.
 */
export async function answerLines(command: string, answer: Answering, remark?: Remarking): Promise<number> {
  let number = 0
  let failed = false
  process.stdout.on('error', () => process.exit(1)) // whoever read the answers has gone: | head
  for await (const line of linesOf(process.stdin.setEncoding('utf8'))) {
    number += 1
    const text = line.trim() // also the byte order mark, which some programs put first
    if (text === '') continue
    const complain = (why: string) => process.stderr.write(`madoguchi ${command}: line ${number}: ${inOneLine(why)}\n`)
    let said: string
    try {
      const read: unknown = JSON.parse(text)
      said = JSON.stringify(answer(read))
      const remarked = remark?.(read)
      if (remarked !== undefined) complain(remarked)
    } catch (error) {
      failed = true
      complain(error instanceof z.ZodError ? z.prettifyError(error) : String(error))
      continue
    }
    await say(`${said}\n`)
  }
  return failed ? 1 : 0
}

/** Only a line feed ends a line: node:readline also breaks at U+2028 and U+2029, which JSON allows in a text. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let open: string[] = [] // pieces of a line longer than a chunk, put together once
  for await (const chunk of chunks) {
    const [first = '', ...others] = chunk.split('\n')
    open.push(first)
    for (const other of others) {
      yield open.join('')
      open = [other]
    }
  }
  yield open.join('')
}

/** Waits for a reader that is slower than we are, so that memory stays flat. */
async function say(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

const inOneLine = (message: string): string => message.replaceAll(/\s+/g, ' ').slice(0, 500)
