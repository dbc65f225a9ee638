/** The browser that npm installed, unpacked on this machine, and the fonts that it needs. */
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..', '..')
const scratch = path.join(root, '.tmp', 'browser')

/** Returns where it is. It unpacks into the temporary folder, and trusts what lies there already. */
export async function unpackBrowser(): Promise<string> {
  fs.mkdirSync(scratch, { recursive: true })
  const { TMPDIR = tmpdir() } = process.env
  // It brings its own libraries only "on Lambda".
  Object.assign(process.env, { TMPDIR: scratch, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' })
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    return await packed.executablePath()
  } finally {
    Object.assign(process.env, { TMPDIR }) // what tests throw away is not for this folder
  }
}

/** Without a Japanese font every page would be boxes, and the packed browser crashes. */
export function fontConfiguration(): string {
  const file = path.join(scratch, 'fonts.conf')
  const fonts = path.join(root, 'node_modules', '@expo-google-fonts', 'noto-sans-jp')
  const folders = [`${fonts}/400Regular`, `${fonts}/700Bold`].map((folder) => `<dir>${folder}</dir>`).join('')
  fs.mkdirSync(scratch, { recursive: true })
  fs.writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}` +
      `<cachedir>${path.join(scratch, 'fontcache')}</cachedir></fontconfig>`,
  )
  return file
}
