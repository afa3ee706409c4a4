import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { KeptDocument } from '../client/kept-document.ts';
import { announce } from '../stores/notices.ts';
import { keymapText } from '../text/keymap.ts';
import { keymapFile } from './keymap-edit.ts';
import type { KeymapFile } from './keymap-edit.ts';
import { DEFAULT_KEYMAP, readKeymap, useKeymap } from './keymap.ts';

/** Loads the trader's own key map and saves each change of it. Returns what ends it. */
export function keepKeymap(client: EngineClient): () => void {
  let isTakingOver = false;
  const kept = new KeptDocument<KeymapFile>({
    client,
    kind: 'keymap',
    name: 'keys',
    read: (value) => {
      const { bindings, problems } = readKeymap(value);
      for (const problem of problems) announce('warning', keymapText.keptProblem(problem));
      // A map without a single key would leave nothing to open the editor with.
      return bindings.length === 0 ? null : keymapFile(bindings);
    },
    onValue: (value) => {
      isTakingOver = true;
      useKeymap.setState({ bindings: value?.bindings ?? DEFAULT_KEYMAP.bindings, problems: [] });
      isTakingOver = false;
    },
    onProblem: (problem) => announce('warning', keymapText.notKept(problemText(problem))),
  });
  const stop = useKeymap.subscribe(({ bindings }) => {
    if (!isTakingOver) kept.save(keymapFile(bindings));
  });
  return () => {
    stop();
    kept.dispose();
  };
}
