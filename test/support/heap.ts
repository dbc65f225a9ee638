/**
 * Flags for Node in processes of a test run, which end soon: the collector waits until there is much to collect, and does
 * not look through everything because little happens, or because 64 MB of bytes came by that were files and papers. The
 * same for all: code compiled under other flags is not read.
 */
export const patient = [
  '--max-semi-space-size=32',
  '--initial-old-space-size=512',
  '--no-memory-reducer',
  '--external-memory-accounted-in-global-limit',
]
