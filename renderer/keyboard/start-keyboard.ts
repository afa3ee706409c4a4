import type { EngineClient } from '../client/engine-client.ts';
import { withKeyPress } from '../stores/latency.ts';
import { announce } from '../stores/notices.ts';
import { openOverlay, useOverlay } from '../stores/overlay.ts';
import { useTerminal } from '../stores/terminal.ts';
import { TEXT } from '../text/en.ts';
import { tradingActions } from '../trading/wire.ts';
import { sayNotArmed, watchArming } from './arming.ts';
import { useCommands } from './commands.ts';
import { installKeyboard } from './dispatch.ts';
import { bindingOf } from './keymap.ts';
import { oneKey } from './one-key.ts';
import { registerShellCommands } from './shell-commands.ts';

/** Puts the page's keyboard together. Returns what takes it apart. */
export function startKeyboard(client: EngineClient, target: Window): () => void {
  const undo = [
    registerShellCommands(client),
    watchArming(target),
    installKeyboard(target, {
      commandOf: (chord) => {
        const binding = bindingOf(chord);
        if (binding === null) return null;
        const command = useCommands.getState().commands.get(binding.command) ?? null;
        if (command === null || binding.send !== true || command.prepares !== true) return command;
        return oneKey(command, tradingActions(client));
      },
      isArmed: () => useTerminal.getState().armed,
      isBlocked: () => useOverlay.getState().open !== null || isHeld(target.document),
      notArmed: sayNotArmed,
      inField: (chord) => announce('warning', TEXT.keys.inField(chord)),
      typed: startSearch,
      run: (command, pressedMs) => withKeyPress(pressedMs, command.run),
    }),
  ];
  return () => {
    for (const dispose of undo) dispose();
  };
}

/** Whether a panel has a dialog or a menu open, which takes the keyboard as those of the shell do. */
function isHeld(document: Document): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

/** A letter on the chart or the quotes begins a symbol, a digit or comma a timeframe. */
function startSearch(character: string): boolean {
  const { focusedPanel } = useTerminal.getState();
  if (focusedPanel !== 'chart' && focusedPanel !== 'quote-board') return false;
  if (/^[a-z]$/i.test(character)) openOverlay('symbol', character);
  else if (/^[0-9,]$/.test(character)) openOverlay('timeframe', character);
  else return false;
  return true;
}
