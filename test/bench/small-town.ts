import { Redis } from 'ioredis';
import botConfig from '../../bot.config.js';
import { elementsOf } from '../../sandbox/block-elements.js';
import { startRedis } from '../../sandbox/redis.js';
import type { Message } from '../../sandbox/slack/page-contract.js';
import { startWorkspace } from '../../sandbox/slack/workspace.js';
import { startZca } from '../../sandbox/zca/zca.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { Asset } from '../../src/core/asset/asset.js';
import { startWeb } from '../../src/wiring/web-process.js';
import { startWorker } from '../../src/wiring/worker-process.js';

/** The whole bot with a local Slack and ZCA, in this process, with a Redis of its own. */
export interface SmallTown {
  readonly redis: Redis;
  readonly prefix: string;
  readonly eventsUrl: string;
  readonly signingSecret: string;
  /** Runs one request from the command to its result. */
  unlink(asset: Asset): Promise<void>;
  close(): Promise<void>;
}

const channel = 'C0ZCAOPS01';
const timeoutMs = 30_000;
const signingSecret = 'bench-signing-secret-0123';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function startSmallTown(): Promise<SmallTown> {
  // Redis packs a sorted set with few members; the index of all requests is not packed, so none is here.
  const server = await startRedis(['--zset-max-listpack-entries', '0']);
  const zca = await startZca({ accessToken: 'bench-zca-token', assets: [] });
  const workspace = await startWorkspace({ botToken: 'xoxb-bench', signingSecret });
  const loaded = loadConfig(botConfig, {
    PORT: '0',
    REDIS_URL: server.url,
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: workspace.apiUrl,
    ZCA_API_URL: zca.url,
    ZCA_API_TOKEN: 'bench-zca-token',
    UNLINK_APPROVERS: 'U0MINH0002',
  });
  // One person asks for everything.
  const most = 100_000;
  const budgets = {
    openRequests: most,
    asksPerMinute: most,
    pressesPerMinute: most,
    looksPerMinute: most,
    searchesPerMinute: most,
  };
  const config = { ...loaded, policy: { ...loaded.policy, budgets } };
  const web = await startWeb(config, silent);
  const worker = await startWorker(config, silent);
  const eventsUrl = `http://127.0.0.1:${web.port}/slack/events`;
  workspace.connect(eventsUrl);
  const redis = new Redis(server.url);
  const seen = new Set<string>();
  const next = (op: string) =>
    workspace.waitFor(() => {
      const message = workspace.messages(channel).find((each) => !seen.has(each.ts) && isA(op, each));
      if (message !== undefined) seen.add(message.ts);
      return message;
    }, timeoutMs);
  return {
    redis,
    prefix: config.redis.prefix,
    eventsUrl,
    signingSecret,
    unlink: async (asset) => {
      zca.link({ kind: asset.kind, id: asset.id, name: asset.name });
      const text = `/unlink ${asset.kind} ${asset.id} -- cửa hàng đã đóng`;
      await workspace.post({ user: 'U0LAN00001', channel, text });
      const card = await next('card');
      const block = card.blocks.find((each) =>
        elementsOf(each).some(({ action_id }) => action_id === 'approve'),
      );
      if (block?.block_id === undefined) throw new Error('the card has no button to confirm with');
      const container = { type: 'message', channel, message_ts: card.ts } as const;
      await workspace.action({
        user: 'U0MINH0002',
        container,
        block_id: block.block_id,
        action_id: 'approve',
      });
      await next('result');
    },
    close: async () => {
      redis.disconnect();
      await web.stop();
      await worker.stop();
      await Promise.all([workspace.close(), zca.close()]);
      await server.close();
    },
  };
}

/** The metadata of each of the bot's messages gives its kind. */
function isA(what: string, { metadata }: Message): boolean {
  return JSON.stringify(metadata ?? null).includes(`"op":"${what}-`);
}
