import { useEffect } from 'react';
import { symbolSearchText as words } from '../text/symbol-search.ts';
import { useFollowing } from './follow-symbol.ts';
import type { FoundAssets } from './use-assets.ts';

/** Where the symbols come from, and what became of the one that was chosen. */
export function SearchFoot({ found }: { readonly found: FoundAssets }) {
  const { asked, problem } = useFollowing();
  useEffect(() => {
    useFollowing.setState({ problem: '' });
  }, []);
  if (problem !== '') {
    return (
      <p className="symbol-search-foot error" role="alert" title={problem}>
        {problem}
      </p>
    );
  }
  const text = asked === '' ? sourceText(found) : words.asking(asked);
  return (
    <p className="symbol-search-foot" role="status" data-testid="search-source">
      {text}
    </p>
  );
}

function sourceText({ source, problem }: FoundAssets): string {
  if (problem !== '') return words.problem(problem);
  return source === null ? '' : words.sources[source];
}
