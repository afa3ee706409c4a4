import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { KeptDocument } from '../client/kept-document.ts';
import { tablesText } from '../text/tables.ts';
import { announce } from './notices.ts';
import { readTableViews, useTableViews } from './table-views.ts';
import type { TableViews } from './table-views.ts';

/** The tables' columns as the engine keeps them. */
interface TableViewsFile {
  readonly version: 1;
  readonly tables: TableViews['views'];
}

/** Loads which columns tables show and saves each change of it. Returns what ends it. */
export function keepTableViews(client: EngineClient): () => void {
  let isTakingOver = false;
  const kept = new KeptDocument<TableViewsFile>({
    client,
    kind: 'columns',
    name: 'tables',
    read: (value) => ({ version: 1, tables: readTableViews(value) }),
    onValue: (value) => {
      isTakingOver = true;
      useTableViews.setState({ views: value?.tables ?? {} });
      isTakingOver = false;
    },
    onProblem: (problem) => announce('warning', tablesText.notKept(problemText(problem))),
  });
  const stop = useTableViews.subscribe(({ views }, before) => {
    if (!isTakingOver && views !== before.views) kept.save({ version: 1, tables: views });
  });
  return () => {
    stop();
    kept.dispose();
  };
}
