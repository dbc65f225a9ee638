import fs from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import zlib from 'node:zlib'

import { reactRouter } from '@react-router/dev/vite'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

const root = import.meta.dirname

export default defineConfig(({ command }) => ({
  plugins: [
    tailwindcss(),
    reactRouter(),
    bareComponents(),
    runFromSource(command === 'build'),
    keepNodeOut(),
    compressOnce(),
  ],
  build: {
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { checks: { bundlerTimings: false } }, // a slow machine is no fault of the build
  },
}))

/**
 * Only what is JSX goes into the server bundle. Plain modules stay source that Node runs itself, so the server, the
 * worker, the command line and the pages share one instance of each (one pool, one i18next, one Refusal).
 */
function runFromSource(building: boolean): Plugin {
  return {
    name: 'run-from-source',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (this.environment.name !== 'ssr' || !building || !importer || !/^[#.]/.test(source)) return null
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      const file = resolved && path.relative(root, resolved.id)
      return file && isSource(file) ? { id: `#${file}`, external: true } : null
    },
  }
}

/**
 * The entry gives components their props. The router's own wrappers would look them up in contexts that only its renderer
 * has: see app/entry.server.tsx.
 */
function bareComponents(): Plugin {
  const wrappers = /import \{ ([^}]*UNSAFE_with\w+Props[^}]*) \} from "react-router";/
  return {
    name: 'bare-components',
    enforce: 'post',
    applyToEnvironment: ({ name }) => name === 'ssr',
    transform(code) {
      const [line, names = ''] = wrappers.exec(code) ?? []
      if (line === undefined) return null
      const bare = names.split(', ').map((name) => `const ${name.split(' as ').at(-1)} = (component) => component;`)
      return { code: code.replace(line, bare.join(' ')), map: null }
    },
  }
}

/** An import too many can bring code of the server to browsers, where it would fail when somebody gets there. */
function keepNodeOut(): Plugin {
  return {
    name: 'keep-node-out',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    resolveId(source, importer) {
      if (isBuiltin(source)) this.error(`${importer ?? 'an entry'} brings ${source} to browsers`)
    },
  }
}

/** What pages load lies beside its compressed forms: each start made them anew. */
function compressOnce(): Plugin {
  return {
    name: 'compress-once',
    applyToEnvironment: ({ name }) => name === 'client',
    writeBundle({ dir = '' }, bundle) {
      const written = Object.values(bundle).filter((file) =>
        file.type === 'chunk' ? file.facadeModuleId?.endsWith('/entry.client.ts') : file.fileName.endsWith('.css'),
      )
      for (const { fileName } of written) {
        const file = path.join(dir, fileName)
        const plain = fs.readFileSync(file)
        fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(plain))
        fs.writeFileSync(`${file}.gz`, zlib.gzipSync(plain, { level: 9 }))
      }
    },
  }
}

function isSource(file: string): boolean {
  if (!file.endsWith('.ts')) return false
  return /^(db|forms)\//.test(file) || /^app\/(?!routes\/|enhance\/|routes\.ts|entry\.)/.test(file)
}
