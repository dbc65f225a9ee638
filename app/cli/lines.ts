/** One JSON value per line in, one per line out. A bad line is named on standard error and the others go on. */
import { once } from 'node:events'
import { z } from 'zod'

/** Answers every line of standard input; the exit code is 1 when a line could not be answered. */
export async function answerLines(command: string, answer: (line: unknown) => unknown): Promise<number> {
  let number = 0
  let failed = false
  process.stdout.on('error', () => process.exit(1)) // whoever read the answers has gone: | head
  for await (const line of linesOf(process.stdin.setEncoding('utf8'))) {
    number += 1
    const text = line.trim() // also the byte order mark, which some programs put first
    if (text === '') continue
    let said: string
    try {
      said = JSON.stringify(answer(JSON.parse(text)))
    } catch (error) {
      failed = true
      process.stderr.write(`madoguchi ${command}: line ${number}: ${inOneLine(error)}\n`)
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

function inOneLine(error: unknown): string {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  return message.replaceAll(/\s+/g, ' ').slice(0, 500)
}
