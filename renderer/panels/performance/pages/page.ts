import type { ComponentType } from 'react';
import type { EngineStage, WindowStage } from '../../../../engine/contract/metrics.ts';
import type { Measurements } from '../measurements.ts';

/** What every page of the panel is given. */
export interface PageProps {
  readonly measurements: Measurements;
  /** Goes to the page of one stage. */
  readonly onDrill: (stage: EngineStage | WindowStage) => void;
  /** The stage that was drilled into last. */
  readonly stage: EngineStage | WindowStage;
}

/** A page of the panel, in the order of the tabs. */
export interface Page {
  readonly id: string;
  readonly title: string;
  readonly View: ComponentType<PageProps>;
}
