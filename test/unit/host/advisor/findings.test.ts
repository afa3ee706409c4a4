import { expect, it } from 'vitest';
import { Advisor } from '../../../../engine/advisor/advisor.ts';
import type { Cause } from '../../../../engine/contract/advisor-words.ts';
import type { Finding } from '../../../../engine/contract/advisor.ts';
import { findingOf } from '../../../../engine/host/advisor/findings.ts';
import { conditionOf } from '../../../support/advisor-model/faults.ts';
import { TerminalModel } from '../../../support/advisor-model/terminal-model.ts';

/** The first finding of a terminal with this fault, whose fullest buffer is that of unread bytes. */
function found(fault: Cause): Finding | null {
  const model = new TerminalModel(11);
  const advisor = new Advisor();
  for (let s = 0; s < 1_200; s += 1) {
    if (s === 900) model.condition = conditionOf(fault, 3);
    const sample = model.next();
    if (sample !== null) advisor.feed(sample);
    const [first] = advisor.cases;
    if (first === undefined) continue;
    const time = { nowS: model.atS, wallUs: 0, usPerS: 1_000_000 };
    return findingOf(advisor, first, time, 'clients.unread');
  }
  return null;
}

it('names the buffer where one grows, and none where something else is wrong', () => {
  const growing = found('growing_buffer');
  expect(growing?.causes[0]?.cause).toBe('growing_buffer');
  expect(growing?.buffer).toBe('clients.unread');
  expect(found('slow_disk')).toMatchObject({
    causes: [{ cause: 'slow_disk' }, {}, {}],
    buffer: null,
  });
});
