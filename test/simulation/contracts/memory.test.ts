import { ZcaDenied } from '../../../src/flow/zca-error.js';
import { contractAssets, driverContract } from '../../zca/driver.contract.js';
import { Board, MemoryJobs } from '../memory-jobs.js';
import { MemoryStore, Shelf } from '../memory-store.js';
import { Account, MemoryZca } from '../memory-zca.js';
import { loadProduct } from '../product.js';
import { type Caller, type Chooser, type Interruption, Scheduler } from '../scheduler.js';
import { troubleOf } from '../trouble.js';
import { jobsContract } from './jobs.contract.js';
import { storeContract } from './store.contract.js';

const product = await loadProduct(new URL('../../../src/flow/', import.meta.url));
const trouble = troubleOf(product);
const caller: Caller = { name: 'a test', isDead: false, end: () => undefined };
const well: Chooser = { pick: () => 0, interrupt: () => 'none', pause: () => 0, twin: () => false };
/** Time stands still here but for what a test has done. */
const beganAt = Date.now();
const prompt = (chooser = well) => new Scheduler(beganAt, chooser, undefined, { isPrompt: true });

storeContract('memory', async () => {
  const shelf = new Shelf();
  const store = () => new MemoryStore(shelf, prompt(), caller, trouble.store);
  const actions = async () => shelf.recorded.map(({ entry }) => entry.action);
  return { store: store(), other: store(), actions };
});

jobsContract(
  'memory',
  async () => {
    const board = new Board({ attempts: 1, backoffMs: 1 });
    const scheduler = prompt();
    const waiting = () =>
      [...board.jobs.values()]
        .filter(({ state }) => state === 'waiting' || state === 'children')
        .map(({ work }) => work.queue)
        .sort();
    return {
      jobs: new MemoryJobs(board, scheduler, caller, trouble.jobs),
      waiting: async () => waiting(),
      workOff: async (queue, how) => {
        for (const job of board.due(scheduler.now).ready.filter(({ work }) => work.queue === queue))
          if (how === 'well') board.complete(job, scheduler.now);
          else board.fail(job, scheduler.now);
      },
    };
  },
  () => beganAt,
);

driverContract('memory', async () => {
  const account = new Account(contractAssets);
  const removals = () =>
    account.removals.map(({ id, kind, call }) => ({
      ...{ id, kind, at: '', by: call === null ? ('console' as const) : ('api' as const) },
    }));
  let isClosed = false;
  let spoilt: string | null = null;
  const interrupt: Chooser['interrupt'] = (_, failures): Interruption => {
    const wanted = isClosed ? 'not an administrator' : spoilt;
    const place = failures.findIndex(({ name }) => name === wanted);
    if (place === -1) return 'none';
    if (!isClosed) spoilt = null;
    return place;
  };
  const client = new MemoryZca(account, prompt({ ...well, interrupt }), caller, trouble.zca);
  return {
    client,
    remove: (_, id) => account.remove(id, null, 0),
    zca: {
      ledger: {
        calls: [],
        looks: [],
        get removals() {
          return removals();
        },
      },
      refuse: (_, id, refusal) => void account.refusals.set(id, refusal ?? ''),
      remove: (_, id) => account.remove(id, null, 0),
      link: (asset) => void account.linked.set(asset.id, asset),
    },
    spoil: (how) => {
      spoilt = {
        lost_after: 'the answer is lost',
        lost_before: 'no answer',
        pretends: 'done, it says',
        hangs: 'no answer',
      }[how];
    },
    closeDoor: () => {
      isClosed = true;
    },
    closed: ZcaDenied,
  };
});
