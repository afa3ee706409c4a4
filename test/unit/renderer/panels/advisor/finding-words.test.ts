import { describe, expect, it } from 'vitest';
import {
  evidenceVerdict,
  forecastText,
  lastingWords,
  metricValue,
  percent,
  symptomsText,
  whatText,
} from '../../../../../renderer/panels/advisor/finding-words.ts';

describe('the words of a finding', () => {
  it('has each figure in its unit', () => {
    expect(metricValue('store.commit', 12_400)).toBe('12.4 ms');
    expect(metricValue('loop.busy', 56.12)).toBe('56.1%');
    expect(metricValue('clock.step', 2.5e-7)).toBe('0 s');
    expect(metricValue('gc.time', 130)).toBe('130 ms/s');
    expect(metricValue('clients.requests', 1_234)).toBe('1,234/s');
    expect(metricValue('store.read', null)).toBe('–');
  });

  it('says of evidence what its figures say', () => {
    const missing = { metric: 'store.indexes_missing', expected: 'above' } as const;
    const verdict = (usual: number, now: number | null, strength = 1): string =>
      evidenceVerdict({ ...missing, strength, usual, now }).text;
    expect(verdict(0, 3)).toBe('above usual');
    expect(verdict(0, 0)).toBe('was above usual');
    expect(verdict(0, 0, 0.2)).toBe('as usual');
    expect(verdict(0, null)).toBe('not measured');
  });

  it('says what an incident looked like, the strongest first, even of another version', () => {
    const fingerprint = { 'store.read': 0.6, 'wal.bytes growing': 1, 'flux.level': 0.4 };
    expect(symptomsText(fingerprint)).toBe(
      'Log not in the database yet grows · Queries, slowest · flux.level',
    );
  });

  it('says which buffer it is that grows, also one that this page knows no words for', () => {
    const guess = { confidence: 1, evidence: [], seenBefore: 0 };
    const causes = [{ cause: 'growing_buffer', ...guess }] as const;
    expect(whatText({ causes, buffer: 'clients.unread' })).toBe(
      'A buffer that should be nearly empty fills up. The fullest: Bytes a window has not read.',
    );
    expect(whatText({ causes, buffer: 'a.b' })).toMatch(/fullest: a\.b\.$/);
    expect(whatText({ causes, buffer: null })).toMatch(/fills up\.$/);
    const slow = [{ cause: 'slow_disk', ...guess }] as const;
    expect(whatText({ causes: slow, buffer: null })).not.toContain('fullest');
  });

  it('is never a hundred percent sure', () => {
    expect(percent(0.9999)).toBe('99%');
    expect(percent(0.5)).toBe('50%');
  });

  it('says which cures are still on, and nothing where none is', () => {
    expect(lastingWords([])).toBeNull();
    expect(lastingWords(['conflate', 'slow_client'])?.text).toBe(
      'Still on: Fewer frames, Bound requests',
    );
    expect(lastingWords(['conflate'])?.title).toBe(
      'At most 10 frames a second to every window. Opens the advisor to take it back.',
    );
  });

  it('tells when a limit is reached, and of a disk only when it is full', () => {
    const forecast = { value: 3, limit: 100, perHour: 60, lowS: 60, likelyS: 120, highS: null };
    const text = forecastText({ metric: 'buffer.fill', ...forecast });
    expect(text).toContain('Fullest buffer reaches 100%');
    expect(text).toContain('longer than a year');
    expect(forecastText({ metric: 'disk.used', ...forecast })).toMatch(
      /^The disk is full in about/,
    );
  });
});
