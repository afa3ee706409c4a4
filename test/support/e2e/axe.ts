/** Asks axe-core about a page, by the rules of WCAG 2.2 AA. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What the page's own world has once the script was put there. */
declare const window: { readonly axe?: { run(context: unknown, options: unknown): unknown } };

/** One sentence for each violation; `rules`: only these. Evaluated by the debugger, as the page's own
 * security policy lets no script in. */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(SOURCE);
  const runOnly =
    rules === undefined ? { type: 'tag', values: TAGS } : { type: 'rule', values: [...rules] };
  const results = (await page.evaluate(
    (options) => window.axe?.run(document, options),
    { runOnly, resultTypes: ['violations'] },
    // What axe-core's own types say that it resolves with.
  )) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${target.join(' ')}: ${(failureSummary ?? '').split('\n').slice(1).join(' ').trim()}`,
    ),
  );
}
