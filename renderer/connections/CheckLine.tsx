import type { KeyCheck } from '../../engine/contract/host-requests.ts';
import { connectionsText } from '../text/connections.ts';

const WORDS = connectionsText.check;

/** Marks that say the same as the colours. */
const MARKS = { buy: '✓', warn: '!', error: '✕' } as const;

const TONES: Readonly<Record<KeyCheck['outcome'], keyof typeof MARKS>> = {
  good: 'buy',
  blocked: 'error',
  wrong_keys: 'error',
  other_venue: 'error',
  forbidden: 'error',
  rate_limit: 'warn',
  no_network: 'warn',
  unavailable: 'warn',
};

/** What a test of keys has come to, and what to do now. */
export function CheckLine({ check }: { readonly check: KeyCheck }) {
  const tone = TONES[check.outcome];
  const { head, next } = WORDS[check.outcome](check);
  return (
    <p className="connections-check" role="status" data-outcome={check.outcome}>
      <span className={tone}>
        <span aria-hidden="true">{MARKS[tone]} </span>
        <strong>{head}</strong>
      </span>{' '}
      <span>{next}</span>
      {check.detail !== '' && <span className="faint"> {WORDS.words(check.detail)}</span>}
    </p>
  );
}
