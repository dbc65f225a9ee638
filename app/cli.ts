/**
 * `npm run -s madoguchi -- <command>`: the portal without its pages. A command is loaded only when it is called, so that
 * those which need no database start without one.
 */
export type Command = (args: string[]) => Promise<number>

const commands: Record<string, () => Promise<{ run: Command }>> = {
  plan: () => import('./cli/plan.ts'),
  deadlines: () => import('./cli/deadlines.ts'),
  audit: () => import('./cli/audit.ts'),
  keys: () => import('./cli/keys.ts'),
  doctor: () => import('./cli/doctor.ts'),
  reset: () => import('./cli/reset.ts'),
}

const [called = '', ...args] = process.argv.slice(2)
const load = Object.hasOwn(commands, called) ? commands[called] : undefined
if (load) {
  const { run } = await load()
  process.exitCode = await run(args)
} else {
  process.stderr.write(`madoguchi: unknown command "${called}". Commands: ${Object.keys(commands).join(', ')}\n`)
  process.exitCode = 2
}
