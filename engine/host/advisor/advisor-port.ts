import type { AdvisorRequest } from '../../contract/advisor.ts';
import type { Telemetry } from '../../contract/telemetry.ts';
import { refusal } from '../../domain/refusal.ts';
import type { Answer } from '../client-connection.ts';

/** What the engine needs of the advisor. */
export interface AdvisorPort {
  /** Takes a second's measurements. */
  observe(telemetry: Telemetry): void;
  answer(body: AdvisorRequest): Answer;
}

/** Answers where nobody looks at what is measured. */
export function withoutAdvisor({ type }: AdvisorRequest): Answer {
  const why = refusal('advisor.none', 'type', type, 'an engine with an advisor');
  return () => ({ ok: false, refusal: why });
}
