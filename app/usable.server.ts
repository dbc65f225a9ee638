import { StoreRefusal } from '#db/refusal.ts'

import { ConfigError } from './config.server.ts'

/** Waits for what was configured to be tried. Throws a ConfigError that names `setting`, or the key file when that is wrong. */
export async function usable(setting: string, trying: Promise<void>): Promise<void> {
  try {
    await trying
  } catch (error) {
    const why = error instanceof Error ? error.message : 'no answer'
    // The store refuses nothing at its start but keys that do not open what is there
    if (error instanceof StoreRefusal) throw new ConfigError(`MADOGUCHI_KEYS cannot be used: ${why}`)
    throw new ConfigError(`${setting} cannot be used: ${why}`)
  }
}
