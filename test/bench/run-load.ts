import { createHash } from 'node:crypto';
import { Queue, QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { approve } from '../../src/core/request/decision-transition.js';
import { listAssets } from '../../src/core/request/lookup-transition.js';
import type { Approved } from '../../src/core/request/request.js';
import { requestIds } from '../../src/core/request/request-id.js';
import { dataVersion } from '../../src/jobs/job-data.js';
import { startJobId } from '../../src/jobs/job-ids.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { lookingUp } from '../fixtures/requests.js';
import { botPrefix } from './acknowledging.js';

/** The unlinks at once, of the bot and of the bare worker. */
export const runConcurrency = 10;

export interface Run {
  readonly requests: number;
  readonly assets: number;
}

/** Makes the jobs of one of the two workers and waits until they are done. */
export interface RunLoad {
  /** Prepares that many requests; `begin` has them run and resolves when all are done. */
  prepare(run: Run): Promise<{ readonly ids: readonly string[]; readonly begin: () => Promise<void> }>;
  close(): Promise<void>;
}

let made = 0;
const dayMs = 86_400_000;

/** Requests that were confirmed a moment ago; each is done with its result posted. */
export async function botLoad(url: string): Promise<RunLoad> {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const store = new RedisRequestStore({
    redis,
    keys: new Keys(botPrefix),
    alerts: { raise: () => undefined },
  });
  const queue = new Queue('start', { connection: redis, prefix: botPrefix });
  const { wait, close } = await seen(url, ['report', 'start'], botPrefix);
  const { reserve } = namesOf();
  return {
    prepare: async ({ requests, assets }) => {
      const approved: Approved[] = [];
      const ids = reserve(requests * assets);
      for (let at = 0; at < requests; at += 1) {
        const own = ids.slice(at * assets, (at + 1) * assets);
        approved.push(await confirmed(store, own));
      }
      const begin = async () => {
        const done = wait(requests);
        await queue.addBulk(
          approved.map((request) => ({
            name: 'start',
            data: { version: dataVersion, requestId: request.id },
            opts: { jobId: startJobId(request) },
          })),
        );
        await done;
      };
      return { ids, begin };
    },
    close: async () => {
      await close();
      await queue.close();
      redis.disconnect();
    },
  };
}

/** As many jobs as there are assets. */
export async function bareLoad(url: string): Promise<RunLoad> {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue('bare', { connection: redis, prefix: '{bare}' });
  const { wait, close } = await seen(url, ['bare'], '{bare}');
  const { reserve } = namesOf();
  return {
    prepare: async ({ requests, assets }) => {
      const ids = reserve(requests * assets);
      const jobs = ids.map((id) => ({
        name: 'bare',
        data: { path: `/v1/assets/oa/${id}` },
        opts: { jobId: `bare-${id}` },
      }));
      const begin = async () => {
        const done = wait(jobs.length);
        await queue.addBulk(jobs);
        await done;
      };
      return { ids, begin };
    },
    close: async () => {
      await close();
      await queue.close();
      redis.disconnect();
    },
  };
}

function namesOf() {
  return {
    reserve: (count: number) =>
      Array.from({ length: count }, () => {
        made += 1;
        return String(4_318_093_042_000_000_000n + BigInt(made));
      }),
  };
}

/** Counts the finished jobs of the first queue; a job of any of them that fails for good ends the wait. */
async function seen(url: string, queues: readonly [string, ...string[]], prefix: string) {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const watched = queues.map((name) => new QueueEvents(name, { connection, prefix }));
  await Promise.all(watched.map((events) => events.waitUntilReady()));
  let left = 0;
  let resolve: () => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  watched[0]?.on('completed', () => {
    left -= 1;
    if (left === 0) resolve();
  });
  for (const events of watched)
    events.on('failed', ({ jobId, failedReason }) => reject(new Error(`${jobId} failed: ${failedReason}`)));
  return {
    wait: (count: number) => {
      left = count;
      return new Promise<void>((...ends) => {
        [resolve, reject] = ends;
      });
    },
    close: async () => {
      for (const events of watched) await events.close();
      connection.disconnect();
    },
  };
}

async function confirmed(store: RedisRequestStore, ids: readonly string[]): Promise<Approved> {
  const at = Date.now();
  const number = Number(ids[0]?.slice(-9));
  const delivery = createHash('sha256').update(String(number)).digest('hex');
  const { id: _id, revision: _revision, status: _status, ...asked } = lookingUp();
  const { id } = await store.create(requestIds(delivery), {
    ...asked,
    queries: [...ids],
    delivery,
    askedAt: at,
  });
  const assets = ids.map((each) => ({ kind: 'oa' as const, id: each, name: `Cửa hàng ${each}` }));
  const found = { assets, more: 0, missed: [], withheld: [], chosen: [...ids] };
  await store.change(id, (now) => listAssets(now, found, at, at + dayMs));
  const decision = { by: 'U0MINH0002', at, press: `press-${number}` };
  const seenList = { listRevision: 1, ticked: null };
  const change = await store.change(id, (now) =>
    approve(now, decision, seenList, { needed: 1, startsAt: at }),
  );
  if (change.type !== 'changed' || change.request.status !== 'approved')
    throw new Error(`not confirmed: ${change.type}`);
  return change.request;
}
