import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchAuditHead } from '../../../src/ops/audit-head-watch.js';

describe('a watch on the end of the audit log', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const watched = (first: string) => {
    const log: { head: string | null } = { head: first };
    const said: unknown[] = [];
    const say = (event: string, _what: string, facts?: object) => void said.push({ event, ...facts });
    const read = async () => {
      if (log.head === null) throw new Error('Redis is away');
      return log.head;
    };
    return { log, said, ...watchAuditHead(read, { info: say, warn: say, error: say }) };
  };

  it('records it at once when it has moved, and not while it stays', async () => {
    const { log, said, stop } = watched('');
    await vi.advanceTimersByTimeAsync(180_000);
    log.head = '2:ab';
    await vi.advanceTimersByTimeAsync(180_000);
    expect(said).toEqual([
      { event: 'audit.head', head: 'empty' },
      { event: 'audit.head', head: '2:ab' },
    ]);
    await stop();
  });

  it('records it once a minute at most, and again when the process stops', async () => {
    const { log, said, stop } = watched('1:ab');
    for (let second = 1; second <= 150; second += 1) {
      log.head = `${second}:ab`;
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(said).toHaveLength(3);
    await stop();
    expect(said.at(-1)).toEqual({ event: 'audit.head', head: '150:ab' });
  });

  it('goes on after a failed read', async () => {
    const { log, said, stop } = watched('1:ab');
    log.head = null;
    await vi.advanceTimersByTimeAsync(60_000);
    log.head = '2:ab';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said).toMatchObject([{ head: '1:ab' }, { event: 'audit.head_unreadable' }, { head: '2:ab' }]);
    await stop();
  });
});
