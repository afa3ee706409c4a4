import { describe, expect, test } from 'vitest';
import { CommitGate } from '../../../engine/host/commit-gate.ts';

function gateWith(): { gate: CommitGate; commit: (ticket: number) => void; ran: string[] } {
  let commit: (ticket: number) => void = () => undefined;
  const gate = new CommitGate({
    onCommitted: (listener) => {
      commit = listener;
    },
  });
  return {
    gate,
    commit: (ticket) => {
      commit(ticket);
    },
    ran: [],
  };
}

describe('the commit gate', () => {
  test('lets through at once what tells of nothing new', () => {
    const { gate, ran } = gateWith();
    gate.afterCommit(() => ran.push('a'));
    expect(ran).toEqual(['a']);
  });

  test('holds back what comes after a write until that write is on disk', () => {
    const { gate, commit, ran } = gateWith();
    gate.wrote(1);
    gate.afterCommit(() => ran.push('one'));
    gate.wrote(2);
    gate.afterCommit(() => ran.push('two'));
    commit(1);
    expect(ran).toEqual(['one']);
    commit(2);
    expect(ran).toEqual(['one', 'two']);
  });

  test('keeps the order of the calls, also for what a release brings forth', () => {
    const { gate, commit, ran } = gateWith();
    gate.wrote(1);
    gate.afterCommit(() => {
      ran.push('a');
      gate.afterCommit(() => ran.push('c'));
    });
    gate.afterCommit(() => ran.push('b'));
    commit(1);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  test('runs nothing twice where a release writes and that is on disk at once', () => {
    const { gate, commit, ran } = gateWith();
    gate.wrote(1);
    gate.afterCommit(() => {
      ran.push('a');
      gate.wrote(2);
      gate.afterCommit(() => ran.push('c'));
      commit(2);
    });
    gate.afterCommit(() => ran.push('b'));
    commit(1);
    expect(ran).toEqual(['a', 'b', 'c']);
    commit(2);
    expect(ran).toEqual(['a', 'b', 'c']);
  });

  test('runs nothing twice after a release that threw', () => {
    const { gate, commit, ran } = gateWith();
    gate.wrote(1);
    gate.afterCommit(() => {
      ran.push('a');
      throw new Error('broken');
    });
    gate.afterCommit(() => ran.push('b'));
    expect(() => {
      commit(1);
    }).toThrow('broken');
    commit(1);
    expect(ran).toEqual(['a', 'b']);
  });

  test('tells nothing that was abandoned, whatever is reported later', () => {
    const { gate, commit, ran } = gateWith();
    gate.wrote(1);
    gate.afterCommit(() => ran.push('lost'));
    gate.abandon();
    gate.afterCommit(() => ran.push('later'));
    expect(ran).toEqual([]);
    commit(0);
    expect(ran).toEqual([]);
  });
});
