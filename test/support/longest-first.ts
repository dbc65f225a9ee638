/** In which order test files run. */
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Short files that take long: servers are started, ended and started again, one after the other. */
const long = [
  'e2e/crash',
  'app/cli/backup',
  'app/cli/store',
  'app/cli/start',
  'app/unit/documents/pdf-pool',
  'db/several-portals',
]

/**
 * Vitest goes by size, as a fresh clone remembers no times. A short file that takes long would then come last, and one
 * processor would wait for it. A class, as Vitest wants one.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort.call(this, files)
    return [...bySize.filter(isLong), ...bySize.filter((file) => !isLong(file))]
  }
}

const isLong = ({ moduleId }: TestSpecification) => long.some((name) => moduleId.endsWith(`/test/${name}.test.ts`))
