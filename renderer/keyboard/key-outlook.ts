/** What a key would do if it were pressed now, in words; nothing is done. */
import { useTerminal } from '../stores/terminal.ts';
import { keymapText } from '../text/keymap.ts';
import { chordLabel } from './chord.ts';
import type { Command } from './commands.ts';
import { useCommands } from './commands.ts';
import { bindingOf } from './keymap.ts';

/** One sentence on a chord. */
export function keyOutlook(chord: string): string {
  const keys = chordLabel(chord);
  const binding = bindingOf(chord);
  const { would } = keymapText;
  if (binding === null) return would.nothing(keys);
  const command = useCommands.getState().commands.get(binding.command);
  if (command === undefined) return would.gone(keys, binding.command);
  if (command.when?.() === false) return would.notNow(keys, command.title);
  const { armed } = useTerminal.getState();
  const words = command.says?.() ?? command.title;
  const sends = binding.send === true && command.prepares === true;
  if (command.needsArmed === true && !armed) {
    return would.notArmed(keys, command.title, armedWords(command, sends, words));
  }
  if (command.prepares !== true) return would.run(keys, command.title);
  const isSent = sends && (armed || command.id === 'risk.kill');
  return isSent ? would.send(keys, words) : would.prepare(keys, words);
}

function armedWords(command: Command, sends: boolean, words: string): string {
  const { would } = keymapText;
  if (command.prepares !== true) return would.running;
  return sends ? would.sending(words) : would.preparing(words);
}
