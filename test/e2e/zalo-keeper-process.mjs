// One keeper of tokens from the built bot: says `ready`, asks for the OA's token, and says what came of it.
import { Redis } from 'ioredis';
import { Keys } from '../../dist/src/store/keys.js';
import { unreplicated } from '../../dist/src/store/replicas.js';
import { RedisZaloPairs } from '../../dist/src/store/zalo-pairs.js';
import { HttpZaloOAuth } from '../../dist/src/zalo/oauth-client.js';
import { TokenKeeper } from '../../dist/src/zalo/token-keeper.js';

const { redisUrl, prefix, zaloUrl, appId, appSecret, tokenKey, oaId, aheadMs } = JSON.parse(process.argv[2]);
const say = (line) => process.stdout.write(`${line}\n`);
const redis = new Redis(redisUrl);
const now = () => Date.now() + aheadMs;
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const keeper = new TokenKeeper({
  pairs: new RedisZaloPairs({
    redis,
    keys: new Keys(prefix),
    tokenKeys: [tokenKey],
    replicas: unreplicated,
    now,
  }),
  oauth: new HttpZaloOAuth({ url: zaloUrl, timeoutMs: 2_000, appId, appSecret }),
  fixed: new Map(),
  alerts: { raise: ({ why }) => say(`alert ${why}`) },
  log: silent,
  now,
});
await redis.ping();
say('ready');
say(`token ${await keeper.token(oaId).catch((error) => error.message)}`);
redis.disconnect();
