import { create } from 'zustand';
import type { AdvisorStatus } from '../../engine/contract/advisor.ts';

interface AdvisorStore {
  /** What the engine's advisor said last; null before it has. */
  readonly status: AdvisorStatus | null;
  /** The finding that was told last, in words; told anew it is a new object. null: none yet. */
  readonly told: { readonly text: string } | null;
}

export const useAdvisor = create<AdvisorStore>(() => ({ status: null, told: null }));
