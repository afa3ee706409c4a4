/** Order of test files: those that take longest begin first, so that at the end no core waits for one of them. */
import { relative } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { LONGEST_FILES } from './longest-files.ts';

/** Vitest's order of files, but for `LONGEST_FILES`, which go before all others of their group. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONGEST_FILES.indexOf(relative(this.ctx.config.root, moduleId));
      return at === -1 ? LONGEST_FILES.length : at;
    };
    return usual.toSorted((a, b) => place(a) - place(b));
  }
}
