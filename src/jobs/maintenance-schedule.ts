import type { Queue } from 'bullmq';
import { dataVersion, type JobData } from './job-data.js';

/** The interval between searches for lost jobs. */
export const repairEveryMs = 30_000;
/** The interval between removals of expired data. */
const tidyEveryMs = 6 * 60 * 60_000;
/** The interval between checks that today's end of the audit log is posted. */
const anchorEveryMs = 60 * 60_000;
const everyMs = { repair: repairEveryMs, tidy: tidyEveryMs, anchor: anchorEveryMs } as const;
/** A run scheduled further ahead than its period plus this was planned while Redis's clock was ahead. */
const aheadMs = 60_000;
/** The time a failed run is kept, in seconds. */
const keptFailed = 24 * 60 * 60;

type Upkeep = keyof typeof everyMs;
const upkeeps: readonly Upkeep[] = ['repair', 'tidy', 'anchor'];

/**
 * Schedules the search for lost jobs, the removal of expired data and the posts of the audit log's end; any free
 * worker runs them.
 */
export class MaintenanceSchedule {
  readonly #queues: { readonly [U in Upkeep]: Queue };

  constructor(queues: { readonly [U in Upkeep]: Queue }) {
    this.#queues = queues;
  }

  /** Starts the schedules; calling it twice runs them once. */
  async schedule(): Promise<void> {
    for (const name of upkeeps) {
      await this.#dropPutOff(name);
      await this.#plan(name);
    }
  }

  /** Replaces schedules that are missing or were planned while the clock was ahead; leaves the others alone. */
  async mend(): Promise<void> {
    for (const name of upkeeps) {
      const isPlanned = await this.#dropPutOff(name);
      if (!isPlanned) await this.#plan(name);
    }
  }

  /** Removes a schedule that a wrong clock put off; returns whether one is left. */
  async #dropPutOff(name: Upkeep): Promise<boolean> {
    const queue = this.#queues[name];
    const { next } = (await queue.getJobScheduler(name)) ?? {};
    if (next === undefined) return false;
    if (next <= Date.now() + everyMs[name] + aheadMs) return true;
    await queue.removeJobScheduler(name);
    return false;
  }

  async #plan(name: Upkeep): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: { age: keptFailed } };
    const data: JobData<Upkeep> = { version: dataVersion };
    await this.#queues[name].upsertJobScheduler(name, { every: everyMs[name] }, { name, data, opts });
  }
}
