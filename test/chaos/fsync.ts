import { createWriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { startBotProcess } from '../../sandbox/bot-process.js';
import { endWithUs } from '../../sandbox/end-with-us.js';
import { startWorkspace, type Workspace } from '../../sandbox/slack/workspace.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { type RedisNode, startNode } from '../fixtures/redis-node.js';
import { channel, secrets } from './environment/environment.js';

/**
 * `npm run fsync`: what each choice of Redis's `appendfsync` costs the bot on this machine's disk, and
 * whether Redis loses an acknowledged command when it is killed. A real web process, a real Redis, signed
 * commands.
 */
const choices = ['always', 'everysec', 'no'] as const;
const oneByOne = 400;
const commands = 1_000;
const changes = 2_000;
const most = 8;
const kills = 5;

interface Row {
  readonly choice: string;
  readonly perSecond: number;
  readonly acknowledged: readonly number[];
  readonly changed: readonly number[];
  readonly taken: number;
  readonly lost: number;
}

const rows: Row[] = [];
for (const choice of choices) rows.push(await measure(choice));
process.stdout.write(`${tableOf(rows)}\n`);

async function measure(choice: string): Promise<Row> {
  const node = await startNode(['appendonly yes', `appendfsync ${choice}`, 'save ""']);
  const redis = new Redis({ host: node.host, port: node.port });
  redis.on('error', () => undefined);
  const workspace = await startWorkspace({
    botToken: secrets.SLACK_BOT_TOKEN,
    signingSecret: secrets.SLACK_SIGNING_SECRET,
  });
  const web = await startWeb(node, workspace);
  await ask('WARM', 100, workspace);
  const alone = await ask('ONE', oneByOne, workspace, { atOnce: 1 });
  const since = performance.now();
  await ask('MANY', commands, workspace);
  const perSecond = (commands * 1_000) / (performance.now() - since);
  const changed = await change(redis);
  let taken: string[] = [];
  for (let round = 0; round < kills; round += 1)
    taken = taken.concat(await askAndKill(`KILL${round}N`, node, workspace));
  const kept = await requesters(redis);
  web.kill('SIGKILL');
  redis.disconnect();
  await Promise.all([node.remove(), workspace.close()]);
  return {
    ...{ choice, perSecond, changed, taken: taken.length },
    acknowledged: alone.map(({ elapsed }) => elapsed),
    lost: taken.filter((user) => !kept.has(user)).length,
  };
}

async function startWeb({ port }: RedisNode, workspace: Workspace) {
  const entry = fileURLToPath(new URL('../../src/web.js', import.meta.url));
  const env = {
    ...{
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      REDIS_URL: `redis://127.0.0.1:${port}`,
    },
    ...{ SLACK_API_URL: workspace.apiUrl, ZCA_API_URL: 'http://127.0.0.1:9', ...secrets },
  };
  const { child, ready } = await startBotProcess(entry, env, createWriteStream('/dev/null'));
  workspace.connect(`http://127.0.0.1:${ready.port}/slack/events`);
  return endWithUs(child);
}

interface Answer {
  readonly user: string;
  readonly elapsed: number;
  readonly taken: boolean;
}

/** Sends this many commands, each by another person. */
async function ask(
  name: string,
  count: number,
  workspace: Workspace,
  { atOnce = most, ended = () => false }: { readonly atOnce?: number; readonly ended?: () => boolean } = {},
): Promise<Answer[]> {
  const answers: Answer[] = [];
  const askOn = async (lane: number) => {
    for (let number = lane; number < count && !ended(); number += atOnce)
      answers.push(await askOnce(`U0${name}${number}`, workspace));
  };
  await Promise.all(Array.from({ length: atOnce }, (_, lane) => askOn(lane)));
  return answers;
}

async function askOnce(id: string, { addPerson, post, ephemerals }: Workspace): Promise<Answer> {
  const user = addPerson({ id }, [channel]).id;
  const { ok, elapsed_ms: elapsed } = await post({ user, channel, text: '/unlink oa 4318093042839471234' });
  // The bot tells people privately when it could not queue their command.
  return { user, elapsed, taken: ok && ephemerals(user).length === 0 };
}

/** Returns the people who got only a 200 around a SIGKILL of Redis. */
async function askAndKill(name: string, node: RedisNode, workspace: Workspace): Promise<string[]> {
  let over = false;
  const asking = ask(name, 100_000, workspace, { ended: () => over });
  await sleep(700);
  await node.kill();
  await sleep(200);
  await node.start();
  await sleep(2_000);
  over = true;
  const answers = await asking;
  await sleep(500);
  return answers
    .filter(({ user, taken }) => taken && workspace.ephemerals(user).length === 0)
    .map(({ user }) => user);
}

/** Changes stored requests one after the other, as a worker does; returns milliseconds each. */
async function change(redis: Redis): Promise<number[]> {
  const store = new RedisRequestStore({
    redis,
    keys: new Keys('{fsync}'),
    alerts: { raise: () => undefined },
  });
  const times: number[] = [];
  for (let number = 0; number < changes; number += 1) {
    const since = performance.now();
    await store.create([`UR-${number.toString(36).toUpperCase()}`], {
      ...{ delivery: String(number), kind: 'oa', queries: ['shop'], reason: null, dryRun: false },
      ...{ requester: 'U0ASKS0001', channel, thread: null, askedAt: Date.now() },
    });
    times.push(performance.now() - since);
  }
  return times;
}

/** Everybody with a command in the queue. */
async function requesters(redis: Redis): Promise<ReadonlySet<string>> {
  const keys = await redis.keys('{zca-unlink}:ask:ask-*');
  const texts = await Promise.all(keys.map((key) => redis.hget(key, 'data')));
  return new Set(texts.flatMap((text) => /"requester":"([^"]+)"/u.exec(text ?? '')?.[1] ?? []));
}

function tableOf(all: readonly Row[]): string {
  const lines = all.map(({ choice, perSecond, acknowledged, changed, taken, lost }) => [
    choice,
    `${perSecond.toFixed(0)}/s`,
    spread(acknowledged),
    spread(changed),
    `${lost} of ${taken}`,
  ]);
  const head = [
    'appendfsync',
    `commands taken, ${most} at once`,
    'one command until Slack has its 200',
    'one change of a request',
    `lost by ${kills} SIGKILLs`,
  ];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return `${at(0.5)} ms (p50), ${at(0.99)} ms (p99)`;
}
