import type { ChildProcess } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startBotProcess } from '../../../sandbox/bot-process.js';
import { endWithUs } from './end-with-us.js';

export type BotKind = 'web' | 'worker';

/** Processes of the built bot; whichever ends is started again, as a supervisor would. */
export interface Fleet {
  /** Ports of the webs that are ready, another one first each time. */
  webPorts(): readonly number[];
  /** SIGKILL for one of those that are ready, the index going round; answers whether there was one. */
  kill(kind: BotKind, index: number): boolean;
  /** SIGSTOP for one of the workers that are ready, and SIGCONT after so long; answers whether there was one. */
  pauseWorker(index: number, ms: number): boolean;
  /** How often a process ended that nobody had killed, before it was ready or after. */
  endedAlone(): number;
  /** SIGKILL for all of them. */
  close(): Promise<void>;
}

interface Slot {
  readonly kind: BotKind;
  child: ChildProcess | null;
  port: number | null;
}

/** How long after its end a process is started again, in milliseconds. */
const restartMs = 400;

export async function startFleet({
  dir,
  env,
  log,
  webs,
  workers,
}: {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: WriteStream;
  readonly webs: number;
  readonly workers: number;
}): Promise<Fleet> {
  const slots: Slot[] = [
    ...Array.from({ length: webs }, () => ({ kind: 'web' as const, child: null, port: null })),
    ...Array.from({ length: workers }, () => ({ kind: 'worker' as const, child: null, port: null })),
  ];
  let closing = false;
  let alone = 0;
  let turn = 0;

  const ready = (kind: BotKind) =>
    slots.flatMap((slot) => (slot.kind === kind && slot.child !== null ? [slot.child] : []));

  async function run(slot: Slot, onReady: () => void): Promise<void> {
    while (!closing) {
      try {
        const { child, ready } = await startBotProcess(join(dir, 'src', `${slot.kind}.js`), env, log);
        slot.child = endWithUs(child);
        slot.port = ready.port ?? null;
        if (closing) child.kill('SIGKILL');
        onReady();
        await ended(child);
        if (child.signalCode === null && !closing) alone += 1;
      } catch {
        // It could not start, because Redis or Slack was away: a supervisor tries again, and so does this.
        alone += 1;
      }
      slot.child = null;
      slot.port = null;
      if (!closing) await sleep(restartMs);
    }
  }

  const lives: Promise<void>[] = [];
  await Promise.all(slots.map((slot) => new Promise<void>((resolve) => lives.push(run(slot, resolve)))));
  return {
    webPorts: () => {
      const ports = slots.flatMap(({ port }) => (port === null ? [] : [port]));
      turn += 1;
      return ports.map((_, index) => ports[(index + turn) % ports.length] ?? 0);
    },
    pauseWorker: (index, ms) => {
      const running = ready('worker');
      const child = running[index % running.length];
      if (child?.kill('SIGSTOP') !== true) return false;
      setTimeout(() => child.kill('SIGCONT'), ms).unref();
      return true;
    },
    kill: (kind, index) => {
      const running = slots.flatMap((slot) =>
        slot.kind === kind && slot.child !== null ? [slot.child] : [],
      );
      return running[index % running.length]?.kill('SIGKILL') ?? false;
    },
    endedAlone: () => alone,
    close: async () => {
      closing = true;
      for (const { child } of slots) child?.kill('SIGKILL');
      await Promise.all(lives);
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}
