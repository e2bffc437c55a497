import type { ChildProcess } from 'node:child_process';
import type { WriteStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BotProcess, startBotProcess } from '../../../sandbox/bot-process.js';
import { endWithUs } from '../../../sandbox/end-with-us.js';

export type BotKind = 'web' | 'worker';

/** Processes of the built bot; any process that ends is started again, as a supervisor would. */
export interface Fleet {
  /** Ports of the ready web processes, with another one first each time. */
  webPorts(): readonly number[];
  /** True while at least one process of each kind is ready. */
  isUp(): boolean;
  /** The shortest of the last starts of a process, in milliseconds: it shows how slow the machine is. */
  startMs(): number;
  /**
   * Sends SIGKILL to one of the ready processes, by an index that wraps around; returns false if there was
   * none.
   */
  kill(kind: BotKind, index: number): boolean;
  /**
   * Sends SIGSTOP to one of the ready workers, and SIGCONT after this time; returns false if there was none.
   */
  pauseWorker(index: number, ms: number): boolean;
  /**
   * Replaces every process in turn: starts a new one and stops the old one (SIGTERM), in this or the other
   * order. Resolves when all are new.
   */
  roll(order: 'new first' | 'old first'): Promise<void>;
  /** Every process that was told to stop and was not killed before its end. */
  drains(): readonly Drain[];
  /** The number of processes that ended by themselves, before they were ready or after. */
  endedAlone(): number;
  /** Sends SIGKILL to all of them. */
  close(): Promise<void>;
}

/** The end of a process that was told to stop. */
export interface Drain {
  readonly kind: BotKind;
  readonly ms: number;
  readonly code: number | null;
}

interface Slot {
  readonly kind: BotKind;
  /** The index of the build it runs. */
  build: number;
  child: ChildProcess | null;
  port: number | null;
  /** The process that already runs, to replace the one that ends. */
  next: BotProcess | null;
}

/** A process is started again this long after its end. */
const restartMs = 400;

/**
 * @param dirs builds of the bot: those of one kind take them in turn, and each roll has every process run the next one
 * @param env asked for each process that is started
 */
export async function startFleet({
  dirs,
  env,
  log,
  webs,
  workers,
}: {
  readonly dirs: readonly [string, ...string[]];
  readonly env: () => NodeJS.ProcessEnv;
  readonly log: WriteStream;
  readonly webs: number;
  readonly workers: number;
}): Promise<Fleet> {
  const slots: Slot[] = [
    ...Array.from({ length: webs }, (_, index) => emptySlot('web', index % dirs.length)),
    ...Array.from({ length: workers }, (_, index) => emptySlot('worker', index % dirs.length)),
  ];
  const drains: Drain[] = [];
  const told = new WeakSet<ChildProcess>();
  const starts: number[] = [];
  const start = async ({ kind, build }: Slot) => {
    const began = performance.now();
    const started = await startBotProcess(join(dirs[build] ?? dirs[0], 'src', `${kind}.js`), env(), log);
    starts.push(performance.now() - began);
    return started;
  };
  let closing = false;
  let alone = 0;
  let turn = 0;

  const ready = (kind: BotKind) =>
    slots.flatMap((slot) => (slot.kind === kind && slot.child !== null ? [slot.child] : []));

  async function run(slot: Slot, onReady: () => void): Promise<void> {
    while (!closing) {
      try {
        const { child, ready } = slot.next ?? (await start(slot));
        slot.next = null;
        slot.child = endWithUs(child);
        slot.port = ready.port ?? null;
        if (closing) child.kill('SIGKILL');
        onReady();
        await ended(child);
        if (child.signalCode === null && !closing && !told.has(child)) alone += 1;
      } catch {
        // It could not start, because Redis or Slack was away: try again, as a supervisor does.
        alone += 1;
      }
      slot.child = null;
      slot.port = null;
      if (!closing && slot.next === null) await sleep(restartMs);
    }
  }

  async function replace(slot: Slot, order: 'new first' | 'old first'): Promise<void> {
    const old = slot.child;
    if (old === null || slot.next !== null) return;
    slot.build = (slot.build + 1) % dirs.length;
    if (order === 'new first') {
      const next = await start(slot).catch(() => null);
      if (next === null) return;
      endWithUs(next.child);
      // The old process was killed in between, and the supervisor has already started another.
      if (slot.child !== old) return void next.child.kill('SIGKILL');
      slot.next = next;
      // Slack's new deliveries go to the new process, as through a load balancer.
      slot.port = next.ready.port ?? null;
    }
    const since = performance.now();
    told.add(old);
    if (!old.kill('SIGTERM')) return;
    await ended(old);
    if (old.signalCode === null)
      drains.push({ kind: slot.kind, ms: performance.now() - since, code: old.exitCode });
    while (!closing && (slot.child === old || slot.child === null)) await sleep(50);
  }

  const lives: Promise<void>[] = [];
  await Promise.all(slots.map((slot) => new Promise<void>((resolve) => lives.push(run(slot, resolve)))));
  return {
    webPorts: () => {
      const ports = slots.flatMap(({ port }) => (port === null ? [] : [port]));
      turn += 1;
      return ports.map((_, index) => ports[(index + turn) % ports.length] ?? 0);
    },
    isUp: () => ready('web').length > 0 && ready('worker').length > 0,
    startMs: () => Math.min(...starts.slice(-4)),
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
    roll: async (order) => {
      for (const slot of slots) if (!closing) await replace(slot, order);
    },
    drains: () => drains,
    endedAlone: () => alone,
    close: async () => {
      closing = true;
      for (const { child, next } of slots) for (const each of [child, next?.child]) each?.kill('SIGKILL');
      await Promise.all(lives);
    },
  };
}

function emptySlot(kind: BotKind, build: number): Slot {
  return { kind, build, child: null, port: null, next: null };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}
