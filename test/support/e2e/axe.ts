/** Asks axe-core about a page, by the rules of WCAG 2.2 AA. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What the page's own world has once the script was put there. */
declare const window: { readonly axe?: { run(context: unknown, options: unknown): unknown } };

export interface AxeOptions {
  /** Selector of the part to look at; the whole page without one. */
  readonly within?: string | undefined;
  /** Names of rules that do not apply. */
  readonly leaveOut?: readonly string[];
  /** Ask only about these rules; all of WCAG 2.2 AA without. */
  readonly only?: readonly string[] | undefined;
}

/** One sentence for each violation. Evaluated by the debugger, as the page's own security policy lets
 * no script in. */
export async function violationsOf(
  page: Page,
  { within, leaveOut = [], only }: AxeOptions = {},
): Promise<string[]> {
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(SOURCE);
  const left = only?.filter((rule) => !leaveOut.includes(rule));
  const options = {
    runOnly: left === undefined ? { type: 'tag', values: TAGS } : { type: 'rule', values: left },
    ...(left === undefined && {
      rules: Object.fromEntries(leaveOut.map((rule) => [rule, { enabled: false }])),
    }),
    resultTypes: ['violations'],
  };
  const results = (await page.evaluate(
    ([context, given]) => window.axe?.run(context ?? document, given),
    [within, options] as const,
    // What axe-core's own types say that it resolves with.
  )) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${target.join(' ')}: ${(failureSummary ?? '').split('\n').slice(1).join(' ').trim()}`,
    ),
  );
}
