/**
 * `npm run -s madoguchi -- <command>`: the portal without its pages. A command is loaded only when it is called, so that
 * those which need no database start without one.
 */
export type Command = (args: string[]) => Promise<number>

const commands: Record<string, () => Promise<{ run: Command }>> = {
  plan: () => import('./cli/plan.ts'),
  deadlines: () => import('./cli/deadlines.ts'),
  audit: () => import('./cli/audit.ts'),
  extracts: () => import('./cli/extracts.ts'),
  operators: () => import('./cli/operators.ts'),
  keys: () => import('./cli/keys.ts'),
  bounce: () => import('./cli/bounce.ts'),
  doctor: () => import('./cli/doctor.ts'),
  backup: () => import('./cli/backup.ts'),
  restore: () => import('./cli/restore.ts'),
  prepare: () => import('./cli/prepare.ts'),
  reset: () => import('./cli/reset.ts'),
}

const usage = `Commands:
  plan < cases.jsonl           who would get what: one JSON line per case
  deadlines < vectors.jsonl    by when
  audit verify                 is every line of the audit as it was written?
  audit checkpoint             signs the ends of all chains, for safekeeping elsewhere
  extracts rebuild             makes older reports findable, while the portal runs
  operators invite <name>      a link for an operator to set up how to sign in
  keys create                  makes the first key file, for a database of your own
  keys prepare                 puts the next key into the file, before other machines get it
  keys rotate                  brings in a new key while the portal runs
  keys rewrap                  wraps anew what another machine wrapped meanwhile
  keys check                   can every data key be opened?
  keys forget <key>            takes an old wrapping key away for good
  bounce [address] < message   takes in a mail that could not be delivered
  doctor                       looks at the settings, the keys, the store, the mail server
  backup <folder>              copies everything while the portal runs; the keys only with --with-keys
  restore <folder>             puts a backup into an empty place, and checks it
  prepare                      makes the embedded store, as a first start would
  reset                        empties the data folder
`

process.stdout.on('error', () => {}) // who reads the first lines only (`| head`) breaks off no work
const [called = '', ...args] = process.argv.slice(2)
const load = Object.hasOwn(commands, called) ? commands[called] : undefined
if (load) {
  const { run } = await load()
  process.exitCode = await run(args).catch(said)
} else if (called === 'help' || called === '--help') {
  process.stdout.write(usage)
} else {
  process.stderr.write(`madoguchi: unknown command "${called}". ${usage}`)
  process.exitCode = 2
}

/** What whoever typed it can mend is one line: a wrong setting or option, a key file, a database that is away. */
function said(error: unknown): number {
  if (!(error instanceof Error) || !isForPeople(error)) throw error
  const words = isUnmade(error) ? 'there are no tables in this database yet: start the portal once' : error.message
  process.stderr.write(`madoguchi ${called}: ${words}\n`)
  return 1
}

/** Of a database that no portal has started on: it has no tables, and a new server not even the role. */
function isUnmade({ code, message }: Error & { code?: string }): boolean {
  return code === '42P01' || message.includes('role "madoguchi_keeper" does not exist')
}

/** By their names, as a command that needs no store loads none of the files that they come from. */
function isForPeople(error: Error & { code?: string; severity?: string }): boolean {
  const { name, code = '', severity } = error
  return (
    ['ConfigError', 'StoreRefusal'].includes(name) ||
    severity === 'FATAL' ||
    isUnmade(error) ||
    /^(E[A-Z]+|ERR_PARSE_ARGS_\w+|CONNECT\w+|CONNECTION_\w+)$/.test(code)
  )
}
