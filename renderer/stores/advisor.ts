import { create } from 'zustand';
import type { AdvisorStatus } from '../../engine/contract/advisor.ts';

/** What the engine's advisor said last; null before it has. */
export const useAdvisor = create<{ readonly status: AdvisorStatus | null }>(() => ({
  status: null,
}));
