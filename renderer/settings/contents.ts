/** What the dialogs that settings lead to have in them, word by word, so that a search finds each. */
import { accountText } from '../text/account.ts';
import { chartText } from '../text/chart.ts';
import { dataText } from '../text/data.ts';
import { riskText } from '../text/risk.ts';
import type { settingsText } from '../text/settings.ts';
import { signalsText } from '../text/signals.ts';

type LinkId = keyof typeof settingsText.links;

const CONTENTS: Readonly<Partial<Record<LinkId, readonly string[]>>> = {
  'risk.limits': Object.values(riskText.fields),
  'account.settings': [
    accountText.dialog.margin,
    accountText.dialog.stops,
    ...Object.values(accountText.dialog.fees),
    accountText.dialog.notShortable,
  ],
  'data.open': Object.values(dataText.schedule.fields),
  'signals.open': [...Object.values(signalsText.events), signalsText.volume],
  'chart.look': [
    chartText.type,
    chartText.zone,
    ...Object.values(chartText.types),
    ...Object.values(chartText.flags),
  ],
};

/** The settings of a dialog that a search has in mind; none while nothing is searched. */
export function contentsFound(link: string, wanted: string): readonly string[] {
  if (wanted === '') return [];
  const known: Readonly<Partial<Record<string, readonly string[]>>> = CONTENTS;
  return (known[link] ?? []).filter((words) => words.toLowerCase().includes(wanted));
}
