import { EmptyText } from '../../components/index.ts';

/** Stands where the panel will be. */
export function PerformancePanel() {
  return <EmptyText>Not here yet</EmptyText>;
}
