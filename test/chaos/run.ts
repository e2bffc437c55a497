import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Acknowledgement, acknowledgementOf } from './check/acknowledgement.js';
import { answersTwice } from './check/answers.js';
import { createWitness, type Witness } from './check/collect.js';
import { roundsOvertaken } from './check/endings.js';
import type { History, Violation } from './check/history.js';
import { violationsOf } from './check/invariants.js';
import { type Recovery, recoveriesOf } from './check/recovery.js';
import { storiesOf } from './check/timelines.js';
import { type Bug, type BugName, bugs } from './environment/bugs.js';
import type { DriverKind } from './environment/driver.js';
import { type Beside, startTown, type Town } from './environment/environment.js';
import type { Drain } from './environment/processes.js';
import type { RedisKind } from './environment/redis.js';
import { configPatches, patchesFor, patienceFor, type WaitBudget } from './environment/times.js';
import { createRandom } from './random.js';
import { castAll } from './workload/cast.js';
import { planOf } from './workload/plan.js';
import { type Damage, storm } from './workload/workload.js';

export interface RunOptions {
  /** The folder of the build. */
  readonly built: string;
  readonly seed: number;
  readonly requests: number;
  readonly seconds: number;
  readonly kills: number;
  /** Rolling restarts. */
  readonly rolls: number;
  /** Without faults around the bot. */
  readonly calm: boolean;
  /** The average time between two faults. */
  readonly faultEveryMs: number;
  /** The number of people without any right to decide who press and ask all the time. */
  readonly strangers: number;
  readonly redis: RedisKind;
  readonly driver: DriverKind;
  readonly webs: number;
  readonly workers: number;
  readonly clocks: 'wrong' | 'right';
  /** A commit whose build runs beside this one. */
  readonly beside?: string;
  readonly times: 'real' | 'short';
  readonly bug?: BugName;
  /** A folder for the history and the bot's log. */
  readonly keep?: string;
  /** Receives the progress. */
  readonly tell?: (line: string) => void;
}

export interface RunReport {
  readonly seed: number;
  readonly seconds: number;
  /** From the end of the storm until everything had settled. */
  readonly settledAfterSeconds: number;
  readonly counts: { readonly [what: string]: number };
  readonly kills: Damage['kills'];
  readonly faults: Damage['faults'];
  readonly recoveries: readonly Recovery[];
  readonly acknowledgement: Acknowledgement;
  /** Every process that a rolling restart told to stop. */
  readonly drains: readonly Drain[];
  readonly violations: readonly Violation[];
  /** Less than half of the requests reached the audit log: such a run says nothing. */
  readonly didHardlyAnything: boolean;
}

/** A run with a built-in bug checks this often during the storm whether it has been caught. */
const lookEveryMs = 3_000;
/** A run reports its progress this often. */
const tellEveryMs = 60_000;

/** One run: surroundings, a storm, time to settle, and a look at everything from outside. */
export async function run(options: RunOptions): Promise<RunReport> {
  const { seed, times, bug, tell = () => undefined } = options;
  const random = createRandom(seed);
  const patience = patienceFor(times, options.driver, options.requests);
  const patches = [...patchesFor(times), ...(bug === undefined ? [] : bugs[bug].patches)];
  const clocks = options.clocks === 'wrong' ? random.fork('clocks') : null;
  const town = await startTown({ ...options, patches, clocks, beside: besideOf(options) });
  const plans = Array.from({ length: options.requests }, (_, index) =>
    planOf(index, random.fork(`plan ${index}`)),
  );
  const cast = castAll(plans, options.strangers, town.workspace);
  const damage: Damage = { kills: [], faults: new Map(), renamed: new Map() };
  const witness = createWitness(town, cast, damage);
  const began = Date.now();
  const stop = new AbortController();
  try {
    tell(
      `seed ${seed}: ${options.requests} requests in ${options.seconds} s, ${options.kills} kills, Redis: ${options.redis}, driver: ${options.driver}`,
    );
    const raging = storm(
      town,
      plans,
      cast,
      { ...options, answerTimeoutMs: patience.peopleMs },
      { random, damage, stop: stop.signal },
    );
    const telling = setInterval(() => tell(progressOf(town, damage, began)), tellEveryMs);
    if (bug !== undefined) await untilCaught(raging, witness, bugs[bug], stop);
    await raging.finally(() => clearInterval(telling));
    tell('the storm is over; it settles');
    const calm = Date.now();
    const history = await settle(town, witness, {
      ...patience,
      bug: bug === undefined ? null : bugs[bug],
      tell,
    });
    if (options.keep !== undefined) await keepAll(history, town, options.keep);
    return reportOf(history, damage, await tallyOf(town), { seed, began, calm, asked: options.requests });
  } finally {
    witness.close();
    await town.close();
  }
}

/** The other build of the storm, if any: an older release, or the one with the bug. */
function besideOf({ beside, bug, times }: RunOptions): Beside | null {
  // The shortened waits lie in other places in each release, so the two builds may wait for different times.
  if (beside !== undefined) return { commit: beside, patches: configPatches };
  const changed: Bug | null = bug === undefined ? null : bugs[bug];
  if (changed?.beside === undefined) return null;
  return { commit: null, patches: [...patchesFor(times), ...changed.beside] };
}

/** The progress of the storm, in one line. */
function progressOf({ workspace, zca }: Town, { kills, faults }: Damage, began: number): string {
  const minutes = Math.round((Date.now() - began) / 60_000);
  const all = [...faults.values()].reduce((sum, each) => sum + each, 0);
  return `${minutes} min: ${workspace.deliveries.length} deliveries, ${zca.ledger.removals.length} links removed, ${kills.length} kills, ${all} faults`;
}

/** Ends the storm at the first violation that shows the bug and that nothing can heal. */
async function untilCaught(
  raging: Promise<void>,
  witness: Witness,
  bug: Bug,
  stop: AbortController,
): Promise<void> {
  let over = false;
  void raging.finally(() => {
    over = true;
  });
  while (!over) {
    await Promise.race([raging, sleep(lookEveryMs)]);
    const seen = await witness.look().catch(() => null);
    if (seen !== null && isCaughtForGood(violationsOf(seen), bug)) return stop.abort();
  }
}

function isCaughtForGood(violations: readonly Violation[], { breaks }: Bug): boolean {
  return violations.some(({ invariant, mayHeal }) => !mayHeal && breaks.includes(invariant));
}

/** A bot that never comes to rest has this many times as long to settle. */
const settleTimes = 5;

interface SettleOptions extends WaitBudget {
  /** The bug built in, if any: once it is caught there is nothing to wait for. */
  readonly bug: Bug | null;
  readonly tell: (line: string) => void;
}

/**
 * Collects until nothing is missing and nothing new comes, or until nothing has changed for the whole time to settle:
 * a slow machine takes longer, and comes as far. A history counts only when it stays without a violation for the quiet
 * time: the job of a killed worker may still come back.
 */
async function settle(
  town: Town,
  witness: Witness,
  { settleMs, quietMs, bug, tell }: SettleOptions,
): Promise<History> {
  const latest = Date.now() + settleMs * settleTimes;
  let end = Date.now() + settleMs;
  let wholeSince: number | null = null;
  let left = -1;
  let done = 0;
  for (;;) {
    const began = Date.now();
    const seen = await witness.look();
    const violations = violationsOf(seen);
    const tookMs = Date.now() - began;
    if (doneIn(seen) !== done) end = Date.now() + settleMs;
    done = doneIn(seen);
    if (violations.length !== left)
      tell(`${violations.length} to settle: ${violations[0]?.what ?? 'nothing'}`);
    left = violations.length;
    if (violations.length > 0) wholeSince = null;
    else wholeSince ??= Date.now();
    const isQuiet = wholeSince !== null && Date.now() - wholeSince >= quietMs;
    if (isQuiet || Date.now() >= Math.min(end, latest)) break;
    if (bug !== null && isCaughtForGood(violations, bug)) break;
    // Slack, the ZCA and the proxies run in this process: they pause while it looks, and the bot waits.
    await sleep(Math.max(1_000, 4 * tookMs));
  }
  return witness.lookEverywhere(() => auditVerdict(town));
}

/** Grows with everything that the bot records or says; its readings at the ZCA do not count. */
function doneIn({ audit, shown, said, whispers }: History): number {
  return audit.length + shown.length + said.length + whispers.length;
}

/** The output of the bot's own check of its audit log, which is empty where nobody has asked for anything. */
function auditVerdict({ dir, env }: Town): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(dir, 'src', 'cli', 'audit.js'), 'verify', '--empty'],
      { env },
      (_error, stdout, stderr) => resolve(stdout + stderr),
    );
  });
}

async function keepAll(history: History, { logFile }: Town, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true });
  const { texts: _, ...seen } = history;
  await writeFile(join(dir, 'history.json'), JSON.stringify(seen, null, 1));
  await copyFile(logFile, join(dir, 'bot.log'));
}

/** The processes' own part in a run. */
interface Tally {
  readonly endedAlone: number;
  readonly drains: readonly Drain[];
  readonly jobsRunAgain: number;
  readonly acknowledgement: Acknowledgement;
}

async function tallyOf({ fleet, logFile, workspace }: Town): Promise<Tally> {
  const log = await readFile(logFile, 'utf8');
  return {
    endedAlone: fleet.endedAlone(),
    drains: fleet.drains(),
    jobsRunAgain: log.split('"event":"job.stalled"').length - 1,
    acknowledgement: acknowledgementOf(workspace.deliveries),
  };
}

function reportOf(
  history: History,
  { kills, faults }: Damage,
  { endedAlone, drains, jobsRunAgain, acknowledgement }: Tally,
  {
    seed,
    began,
    calm,
    asked,
  }: { readonly seed: number; readonly began: number; readonly calm: number; readonly asked: number },
): RunReport {
  const violations = violationsOf(history);
  const stories = [...storiesOf(history).values()];
  const unlinks = history.calls.filter(({ operation }) => operation === 'unlink');
  return {
    seed,
    seconds: Math.round((Date.now() - began) / 1000),
    settledAfterSeconds: Math.round((Date.now() - calm) / 1000),
    counts: {
      commands: history.commands.length,
      presses: history.presses.length,
      requests: stories.length,
      'ended with a result': stories.filter(({ lines }) => lines.some(({ action }) => action === 'finished'))
        .length,
      'unlink calls': unlinks.length,
      'links removed': history.removals.length,
      'audit entries': history.audit.length,
      'private answers given again': answersTwice(history),
      'processes that ended, or could not start, without being killed': endedAlone,
      'jobs left by their worker and run again': jobsRunAgain,
      'rounds overtaken by their retry': roundsOvertaken(history),
    },
    kills,
    faults,
    recoveries: recoveriesOf(history, kills),
    acknowledgement,
    drains,
    violations,
    didHardlyAnything: stories.length < asked / 2,
  };
}
