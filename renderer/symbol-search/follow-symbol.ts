import { create } from 'zustand';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { instrumentOf } from '../stores/market.ts';
import { announce } from '../stores/notices.ts';
import { symbolSearchText as words } from '../text/symbol-search.ts';

/** A symbol whose data is being asked for, and why the last one could not be had. */
export const useFollowing = create<{ readonly asked: string; readonly problem: string }>(() => ({
  asked: '',
  problem: '',
}));

/** Has a symbol's data come; true once it trades here. The store says what becomes of it. */
export async function followSymbol(client: EngineClient, symbol: string): Promise<boolean> {
  if (instrumentOf(symbol) !== null) return true;
  if (useFollowing.getState().asked !== '') return false;
  useFollowing.setState({ asked: symbol, problem: '' });
  try {
    await client.send({ type: 'assets.follow', symbol });
    useFollowing.setState({ asked: '' });
    announce('info', words.followedNow(symbol), 'terminal.followed');
    return true;
  } catch (error) {
    useFollowing.setState({ asked: '', problem: problemText(error) });
    return false;
  }
}
