/** Unpacks the browser once, before several workers want to start it: nobody can start a file that is being written. */
import { unpackBrowser } from './browser-binary.ts'

export default async function setup(): Promise<void> {
  await unpackBrowser().catch(() => undefined) // openBrowser says what is wrong
}
