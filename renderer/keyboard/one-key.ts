import { useTerminal } from '../stores/terminal.ts';
import type { TradingActions } from '../trading/actions.ts';
import { useTicket } from '../trading/ticket-store.ts';
import type { TicketState } from '../trading/ticket-store.ts';
import type { Command } from './commands.ts';

/**
 * The command with its second step: what it has prepared is sent at once. Only while armed, else it
 * stays prepared; the kill switch, which is the way out of everything, also unarmed. What was prepared
 * before, by another key, is never sent along.
 */
export function oneKey(command: Command, actions: Pick<TradingActions, 'confirm'>): Command {
  return {
    ...command,
    run: () => {
      const before = useTicket.getState();
      command.run();
      const after = useTicket.getState();
      if (!hasPrepared(before, after)) return;
      if (useTerminal.getState().armed || after.scope?.kind === 'kill') actions.confirm();
    },
  };
}

function hasPrepared(before: TicketState, after: TicketState): boolean {
  if (after.scope !== null) return after.scope !== before.scope;
  return after.stage === 'preview' && after.draft !== before.draft;
}
