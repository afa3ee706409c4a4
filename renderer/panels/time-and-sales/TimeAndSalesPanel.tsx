import { EmptyText } from '../../components/index.ts';

/** Stands where the panel will be. */
export function TimeAndSalesPanel() {
  return <EmptyText>Not here yet</EmptyText>;
}
