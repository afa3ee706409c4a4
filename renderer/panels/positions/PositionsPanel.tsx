import { EmptyText } from '../../components/index.ts';

/** Stands where the panel will be. */
export function PositionsPanel() {
  return <EmptyText>Not here yet</EmptyText>;
}
