import fs from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import type { ServerBuild } from 'react-router'

import { ConfigError } from './config.server.ts'

/** What `npm run build` left in this folder. Throws a ConfigError when nothing is there. */
export async function builtIn(folder: string): Promise<ServerBuild> {
  const file = path.join(folder, 'server', 'index.js')
  if (!fs.existsSync(file)) throw new ConfigError('There is no build of the portal yet: `npm run build` makes it.')
  return import(pathToFileURL(file).href)
}
