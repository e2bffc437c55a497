import { createInterface } from 'node:readline/promises';
import botConfig from '../../bot.config.js';
import { loadZaloSettings } from '../config/load-config.js';
import { redisAddress } from '../config/redis-address.js';
import { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisClock } from '../store/redis-clock.js';
import { RedisReplicas, unreplicated } from '../store/replicas.js';
import { RedisZaloPairs } from '../store/zalo-pairs.js';
import { withRedis } from '../wiring/connect-redis.js';
import { zaloOAuthOf } from '../wiring/zalo-tokens.js';
import { type Consent, type ConsentAnswer, readConsent } from '../zalo/consent.js';
import { BadArguments, runCommand, say, type Typed } from './run-command.js';
import { openConsentPage } from './zalo/await-consent.js';
import { logIn, NotLoggedIn } from './zalo/log-in.js';

const usage = `npm run zalo:login -- [OA]            gets an OA's tokens: opens a page on this machine for Zalo to lead back to
npm run zalo:login -- [OA] --paste    for another machine: you paste the address that Zalo leads to

Somebody who manages the OA opens the address that is printed, within ten minutes.
  --port PORT     the page's port on 127.0.0.1; 8910 if not given
  --redirect URL  with --paste: the callback address that the app's page has at Zalo

The app's page must have the callback address. The tokens are stored in Redis, encrypted with ZALO_TOKEN_KEY.`;

const text = { type: 'string' } as const;
const options = { paste: { type: 'boolean' }, port: text, redirect: text } as const;

await runCommand(usage, options, async (typed) => {
  const [oaId = null] = typed.words;
  typed.only(Object.keys(options), typed.words.length <= 1);
  if (oaId !== null && !/^\d{1,20}$/u.test(oaId)) throw new BadArguments('An OA id is digits only.');
  const config = loadZaloSettings(botConfig, process.env);
  const { appId, appSecret, tokenKeys, oauthUrl } = config.zalo;
  if (appId === null || appSecret === null || tokenKeys.length === 0)
    throw new BadArguments('Set ZALO_APP_ID, ZALO_APP_SECRET and ZALO_TOKEN_KEY first.');
  const door = await doorOf(typed);
  try {
    return await withRedis(config.redis.url, async (redis) => {
      const keys = new Keys(config.redis.prefix);
      // The keeper goes by Redis's clock; this machine's may be wrong.
      const clock = new RedisClock(redis, keys);
      await clock.measure();
      const { now } = clock;
      const replicas = replicasOf(config.redis.url, redis, keys, now);
      const logged = await logIn({
        ...{ oauthUrl, appId, oaId, now },
        redirectUri: door.redirectUri,
        oauth: zaloOAuthOf(config, appId, appSecret),
        pairs: new RedisZaloPairs({ redis, keys, tokenKeys, replicas, now }),
        consent: async (page, secrets) => {
          say(`Open this as somebody who manages the OA, and allow the app:\n\n  ${page}\n`);
          return door.answer(secrets);
        },
      });
      say(`The OA ${logged} is logged in; the bot keeps its tokens from now on.`);
      return 0;
    });
  } finally {
    door.close();
  }
});

interface Door {
  readonly redirectUri: string;
  readonly answer: (secrets: Consent) => Promise<ConsentAnswer>;
  readonly close: () => void;
}

async function doorOf(typed: Typed): Promise<Door> {
  const port = Number(typed.values('port').at(-1) ?? 8910);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new BadArguments('--port takes a port number.');
  if (typed.has('paste'))
    return {
      redirectUri: typed.values('redirect').at(-1) ?? `http://127.0.0.1:${port}/`,
      answer: pasted,
      close: () => undefined,
    };
  if (typed.has('redirect')) throw new BadArguments('--redirect belongs to --paste.');
  const page = await openConsentPage(port);
  return {
    redirectUri: page.url,
    answer: (secrets) => page.visited((address) => readConsent(address, secrets)),
    close: page.close,
  };
}

async function pasted(secrets: Consent): Promise<ConsentAnswer> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = readConsent(
      await lines.question('Paste the address that Zalo led to, or its code: '),
      secrets,
    );
    if (answer === null)
      throw new NotLoggedIn('That is neither a code nor the address of this log-in. Run this again.');
    return answer;
  } finally {
    lines.close();
  }
}

function replicasOf(url: string, redis: RedisClient, keys: Keys, now: () => number) {
  return redisAddress(url).type === 'single' ? unreplicated : new RedisReplicas(redis, keys, now);
}
