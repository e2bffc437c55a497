import { ZcaDenied } from '../../../src/flow/zca-error.js';
import { policy } from '../../fixtures/requests.js';
import { driverContract } from '../../integration/zca/driver.contract.js';
import { Board } from '../job-board.js';
import { MemoryChat, Workspace } from '../memory-chat.js';
import { MemoryJobs } from '../memory-jobs.js';
import { MemoryStore, Shelf } from '../memory-store.js';
import { Account, MemoryZca } from '../memory-zca.js';
import { Process } from '../process.js';
import { loadProduct } from '../product.js';
import { approvers } from '../scenario.js';
import { type Caller, type Chooser, type Interruption, Scheduler } from '../scheduler.js';
import { Simulated } from '../simulated.js';
import { chatContract } from './chat.contract.js';
import { jobsContract } from './jobs.contract.js';
import { storeContract } from './store.contract.js';

const simulated = new Simulated(await loadProduct(new URL('../../../src/', import.meta.url)));
const { trouble } = simulated;
const caller: Caller = { name: 'a test', isDead: false, end: () => undefined };
const well: Chooser = { pick: () => 0, interrupt: () => 'none', pause: () => 0, twin: () => false };
/** Time moves here only when a test moves it. */
const beganAt = Date.now();
const start = { step: 0, now: beganAt };
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
        for (const job of board.ready(scheduler.now).filter(({ work }) => work.queue === queue)) {
          board.take(job, caller);
          if (how === 'well') board.complete(job, scheduler.now);
          else board.fail(job, scheduler.now);
        }
      },
    };
  },
  () => beganAt,
);

chatContract('memory', async () => {
  const scheduler = prompt();
  const workspace = new Workspace({});
  const base = policy();
  const surface = () => {
    const { people } = new Process(0, 0, { simulated, scheduler, workspace }, () => undefined);
    return new MemoryChat(workspace, scheduler, caller, trouble.chat, {
      people,
      offersOf: (request) => simulated.offersOf(request, { base, rules: [] }),
      isSaid: (request, note) => simulated.isSaid(request, note),
      notes: simulated.product,
    });
  };
  const total = (lists: Iterable<readonly unknown[]>) =>
    [...lists].reduce((sum, list) => sum + list.length, 0);
  return {
    chat: surface(),
    other: surface(),
    offersOf: (requestId) => workspace.cards.get(requestId)?.at(-1)?.offers ?? null,
    messages: () => workspace.cards.size + total(workspace.results.values()) + workspace.said.length,
    toldTo: (user) => [...workspace.told, ...workspace.direct].filter((told) => told.user === user).length,
    group: (members) => {
      for (const member of workspace.membersOf(approvers)) workspace.leave(approvers, member);
      for (const member of members) workspace.enter(approvers, member);
    },
    close: () => {
      workspace.isClosed = true;
    },
  };
});

driverContract('memory', async (assets) => {
  const account = new Account(assets);
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
    remove: (_, id) => account.remove(id, null, start),
    zca: {
      ledger: {
        calls: [],
        looks: [],
        get removals() {
          return removals();
        },
      },
      refuse: (_, id, refusal) => void account.refusals.set(id, refusal ?? ''),
      remove: (_, id) => account.remove(id, null, start),
      link: (asset) => account.link(asset, start),
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
