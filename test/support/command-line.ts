/** The command line as somebody has it who types it: a process of its own, and what it says. */
import { execFile } from 'node:child_process'
import { patient } from './heap.ts'

/** It finds itself compiled: the first process of portals has compiled it for all, under the same flags. */
export const commandLine = [...patient, 'app/cli.ts']

export interface Said {
  code: number
  text: string
}

/** With `settings` and no others, and `input` on its standard input. */
export function called(args: readonly string[], settings: NodeJS.ProcessEnv, input = ''): Promise<Said> {
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: '.tmp/compiled', ...settings }
  return new Promise((done) => {
    const child = execFile(process.execPath, [...commandLine, ...args], { env }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, text: stdout + stderr })
    })
    child.stdin?.end(input)
  })
}
