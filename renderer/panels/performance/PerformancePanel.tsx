import { Suspense, lazy } from 'react';
import { EmptyText } from '../../components/index.ts';
import { performancePagesText } from '../../text/performance-pages.ts';

/** Loaded when it is first shown: charts and pages are not needed to trade. */
const PerformancePages = lazy(async () => {
  const { PerformancePages: View } = await import('./PerformancePages.tsx');
  return { default: View };
});

/** How fast each part is, against what is promised; all of it measured here and now. */
export function PerformancePanel() {
  return (
    <Suspense fallback={<EmptyText>{performancePagesText.loading}</EmptyText>}>
      <PerformancePages />
    </Suspense>
  );
}
