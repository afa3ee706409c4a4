import type { MatchingEngine } from './matching-engine.ts';

/** What a venue's orders are given to: the matching engine, or what stands for it. */
export type Matching = Pick<MatchingEngine, keyof MatchingEngine>;
