import { constants } from 'node:os'

/** What tells a process to end: its keeper, Ctrl+C, a terminal that was closed. */
export const endings = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Ends as the signal would, but by way of `exit`, where a database that was started for this process is told to stop. */
export const endAtOnce = (signal: (typeof endings)[number]): never => process.exit(128 + constants.signals[signal])
