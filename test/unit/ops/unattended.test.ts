import { describe, expect, it } from 'vitest';
import type { SubmittedCommand } from '../../../src/core/command/submitted-command.js';
import { Unattended } from '../../../src/ops/unattended.js';

const delivery = 'a'.repeat(64);
const ask: SubmittedCommand = {
  delivery,
  command: { type: 'pending' },
  requester: 'U0LAN00001',
  channel: 'C0ZCAOPS01',
  thread: null,
  askedAt: 0,
};

describe('a person who asks while no worker runs', () => {
  /** A web process, with its calls to the queue and its messages. */
  const web = ({ isOpen }: { readonly isOpen: boolean }) => {
    const calls: string[] = [];
    const unattended = new Unattended({
      jobs: {
        ask: async () => void calls.push('queued'),
        press: async () => void calls.push('queued'),
        isOpen: async () => {
          calls.push('looked');
          return isOpen;
        },
      },
      tell: async (op, { user }, note) => void calls.push(`${op} ${user} ${note.type}`),
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    return { unattended, calls };
  };

  it('is told so, once', async () => {
    const { unattended, calls } = web({ isOpen: true });
    await unattended.jobs.ask(ask);
    await unattended.seen(false);
    await unattended.seen(false);
    expect(calls).toEqual(['queued', 'looked', `unattended-${delivery} U0LAN00001 unattended`]);
  });

  it('is told so too where the last worker died a moment ago, before anybody knew', async () => {
    const { unattended, calls } = web({ isOpen: true });
    await unattended.jobs.ask(ask);
    await unattended.seen(true);
    await unattended.seen(false);
    expect(calls.at(-1)).toContain('unattended');
  });

  it('is told nothing about jobs that the last worker had done', async () => {
    const { unattended, calls } = web({ isOpen: false });
    await unattended.jobs.ask(ask);
    await unattended.seen(false);
    expect(calls).toEqual(['queued', 'looked']);
  });

  it('costs nothing while workers run', async () => {
    const { unattended, calls } = web({ isOpen: true });
    await unattended.jobs.ask(ask);
    await unattended.seen(true);
    expect(calls).toEqual(['queued']);
  });
});
