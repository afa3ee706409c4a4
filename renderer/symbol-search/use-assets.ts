import { useEffect, useState } from 'react';
import type { AnswerSource, AssetRow } from '../../engine/contract/assets.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';

/** Rows that are asked for: more than a list shows without scrolling. */
const ROWS = 30;
/** Wait after a letter, so that a word is one question. */
const AFTER_MS = 120;

export interface FoundAssets {
  readonly rows: readonly AssetRow[];
  /** null: nothing has been answered yet. */
  readonly source: AnswerSource | null;
  /** Why it is not Alpaca that has answered; '' when it has, or there are no keys. */
  readonly problem: string;
}

const NOTHING: FoundAssets = { rows: [], source: null, problem: '' };

/** What the engine finds for what is typed. The last answer stays until the next one comes. */
export function useAssets(search: string): FoundAssets {
  const client = useEngine();
  const [found, setFound] = useState(NOTHING);
  const query = search.trim();
  useEffect(() => {
    if (query === '') return undefined;
    let isCurrent = true;
    const timer = setTimeout(() => {
      client.send({ type: 'assets.search', query, limit: ROWS }).then(
        ({ assets, source, problem }) => {
          if (isCurrent) setFound({ rows: assets, source, problem });
        },
        (error: unknown) => {
          if (isCurrent) setFound({ rows: [], source: 'local', problem: problemText(error) });
        },
      );
    }, AFTER_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, query]);
  return query === '' ? NOTHING : found;
}
