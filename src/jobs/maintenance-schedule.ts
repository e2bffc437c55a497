import type { Queue } from 'bullmq';
import { dataVersion, type JobData } from './job-data.js';

/** How often lost jobs are looked for, in milliseconds. */
export const repairEveryMs = 30_000;
/** How often what is too old is removed, in milliseconds. */
const tidyEveryMs = 6 * 60 * 60_000;
/** How often it is seen to that the day has its end of the audit log posted, in milliseconds. */
const anchorEveryMs = 60 * 60_000;
const everyMs = { repair: repairEveryMs, tidy: tidyEveryMs, anchor: anchorEveryMs } as const;
/** A plan that lies further ahead than its period and this, in milliseconds, was made while Redis's clock was ahead. */
const aheadMs = 60_000;
/** How long a run of it that failed is kept, in seconds. */
const keptFailed = 24 * 60 * 60;

type Upkeep = keyof typeof everyMs;
const upkeeps: readonly Upkeep[] = ['repair', 'tidy', 'anchor'];

/** Has lost jobs looked for, what is too old removed, and the end of the audit log posted, by whichever worker is free. */
export class MaintenanceSchedule {
  readonly #queues: { readonly [U in Upkeep]: Queue };

  constructor(queues: { readonly [U in Upkeep]: Queue }) {
    this.#queues = queues;
  }

  /** From now on; asked twice, it is still done once. */
  async schedule(): Promise<void> {
    for (const name of upkeeps) {
      await this.#dropPutOff(name);
      await this.#plan(name);
    }
  }

  /** What is missing, or was put off while the clock was ahead, is planned anew; the rest stays as it is. */
  async mend(): Promise<void> {
    for (const name of upkeeps) {
      const isPlanned = await this.#dropPutOff(name);
      if (!isPlanned) await this.#plan(name);
    }
  }

  /** Takes a plan away that was put off by a wrong clock; answers with whether one is left. */
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
