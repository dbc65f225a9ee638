import fs from 'node:fs'

import { ConfigError } from './config.server.ts'

/** Made before anything is written there. Throws a ConfigError where no folder can be. */
export function makeDataFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ConfigError(`MADOGUCHI_DATA_DIR is wrong: no folder can be made at ${folder} (${code}).`)
  }
}
