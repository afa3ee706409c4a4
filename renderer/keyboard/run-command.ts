import { useTerminal } from '../stores/terminal.ts';
import { sayNotArmed } from './arming.ts';
import type { Command } from './commands.ts';

/** Runs a command that was chosen by name; the armed state counts there as it does for keys. */
export function runCommand(command: Command): void {
  if (command.when?.() === false) return;
  if (command.needsArmed === true && !useTerminal.getState().armed) sayNotArmed();
  else command.run();
}
