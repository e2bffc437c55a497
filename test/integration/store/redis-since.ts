import { isOlderVersion } from '../../../src/shared/redis-info.js';

/**
 * The version that brought each command of Redis and each of its flags; `A+B`: the version that
 * allows both together. From src/commands/*.json of 7.4.1 (`since` and `history`). Add any other
 * command in use, with its version.
 */
const table = `
GET 1.0.0
SET 1.0.0 EX=2.6.12 PX=2.6.12 NX=2.6.12 XX=2.6.12 KEEPTTL=6.0.0 GET=6.2.0 EXAT=6.2.0 PXAT=6.2.0 GET+NX=7.0.0
MGET 1.0.0
DEL 1.0.0
UNLINK 4.0.0
EXISTS 1.0.0
TYPE 1.0.0
RENAME 1.0.0
EXPIRE 1.0.0 NX=7.0.0 XX=7.0.0 GT=7.0.0 LT=7.0.0
PEXPIRE 2.6.0 NX=7.0.0 XX=7.0.0 GT=7.0.0 LT=7.0.0
PEXPIREAT 2.6.0 NX=7.0.0 XX=7.0.0 GT=7.0.0 LT=7.0.0
EXPIRETIME 7.0.0
PERSIST 2.2.0
PTTL 2.6.0
INCR 1.0.0
INCRBY 1.0.0
HGET 2.0.0
HSET 4.0.0
HMGET 2.0.0
HMSET 2.0.0
HGETALL 2.0.0
HDEL 2.4.0
HEXISTS 2.0.0
HINCRBY 2.0.0
HKEYS 2.0.0
HLEN 2.0.0
HSCAN 2.8.0 COUNT=2.8.0
SADD 2.4.0
SREM 2.4.0
SCARD 1.0.0
SMEMBERS 1.0.0
SISMEMBER 1.0.0
SSCAN 2.8.0 COUNT=2.8.0
ZADD 2.4.0 NX=3.0.2 XX=3.0.2 CH=3.0.2 INCR=3.0.2 GT=6.2.0 LT=6.2.0
ZREM 2.4.0
ZCARD 1.2.0
ZCOUNT 2.0.0
ZINTER 6.2.0 WEIGHTS=6.2.0 AGGREGATE=6.2.0 MIN=6.2.0 WITHSCORES=6.2.0
ZSCORE 1.2.0
ZRANK 2.0.0 WITHSCORE=7.2.0
ZRANGE 1.2.0 WITHSCORES=1.2.0 BYSCORE=6.2.0 BYLEX=6.2.0 REV=6.2.0 LIMIT=6.2.0
ZREVRANGE 1.2.0 WITHSCORES=1.2.0
ZRANGEBYSCORE 1.0.5 WITHSCORES=2.0.0 LIMIT=1.0.5
ZREVRANGEBYSCORE 2.2.0 WITHSCORES=2.2.0 LIMIT=2.2.0
ZRANGEBYLEX 2.8.9 LIMIT=2.8.9
ZLEXCOUNT 2.8.9
ZPOPMIN 5.0.0
ZREMRANGEBYSCORE 1.2.0
ZREMRANGEBYRANK 2.0.0
LPUSH 2.4.0
RPUSH 2.4.0
LPOP 1.0.0
RPOP 1.0.0
RPOPLPUSH 1.2.0
LLEN 1.0.0
LRANGE 1.0.0
LREM 1.0.0
LSET 1.0.0
LTRIM 1.0.0
LINDEX 1.0.0
LPOS 6.0.6 RANK=6.0.6 COUNT=6.0.6 MAXLEN=6.0.6
XADD 5.0.0 MAXLEN=5.0.0 NOMKSTREAM=6.2.0 MINID=6.2.0 LIMIT=6.2.0
XLEN 5.0.0
XRANGE 6.2.0 COUNT=5.0.0
XREVRANGE 6.2.0 COUNT=5.0.0
XREAD 5.0.0 COUNT=5.0.0 BLOCK=5.0.0 STREAMS=5.0.0
XDEL 5.0.0
XINFO 5.0.0 STREAM=5.0.0
XTRIM 5.0.0 MAXLEN=5.0.0 MINID=6.2.0 LIMIT=6.2.0
EVAL 2.6.0
EVALSHA 2.6.0
MULTI 1.2.0
EXEC 1.2.0
TIME 2.6.0
INFO 1.0.0
PING 1.0.0
WAIT 3.0.0
`;

interface Since {
  readonly command: string;
  readonly flags: ReadonlyMap<string, string>;
}

const since: ReadonlyMap<string, Since> = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', command = '', ...flags] = line.split(' ');
      const pairs = flags.map((flag) => flag.split('=') as [string, string]);
      return [name, { command, flags: new Map(pairs) }];
    }),
);

/** A command in the source, with the flags written beside it. */
export interface UsedCommand {
  readonly name: string;
  readonly flags: readonly string[];
  readonly place: string;
}

/** The reasons why a server of that version refuses the command; empty if it takes it. */
export function refusals({ name, flags, place }: UsedCommand, version: string): string[] {
  const known = since.get(name);
  if (known === undefined) return [`${place}: ${name} is not in the table`];
  const needed: [what: string, version: string | undefined][] = [[name, known.command]];
  for (const flag of flags) needed.push([`${name} ${flag}`, known.flags.get(flag)]);
  for (const [pair, from] of known.flags)
    if (pair.includes('+') && pair.split('+').every((flag) => flags.includes(flag)))
      needed.push([`${name} ${pair}`, from]);
  return needed.flatMap(([what, from]) => {
    if (from === undefined) return [`${place}: ${what} is not in the table`];
    return isOlderVersion(version, from) ? [`${place}: ${what} is there since ${from}`] : [];
  });
}

/** Methods of the client beside Redis's own commands. */
const ofTheClient = ['on', 'off', 'once', 'connect', 'disconnect', 'nodes', 'pipeline', 'options', 'status'];

/**
 * The commands of `redis.call` in a text, Lua or TypeScript with Lua in it, and those that its
 * TypeScript sends.
 */
export function commandsIn(text: string, place: string): UsedCommand[] {
  const scripted = [...text.matchAll(/\b(?:redis\.p?call|rcall)\(/gu)].flatMap(({ 0: start, index }) => {
    const inside = argumentsAt(text, index + start.length);
    const [first, , name] = /^\s*(['"])([a-z]+)\1/iu.exec(inside) ?? [];
    // A command in a variable appears in the text as its own word.
    if (first === undefined || name === undefined) return [];
    return [{ name: name.toUpperCase(), flags: words(inside.slice(first.length)), place }];
  });
  const inVariables = [...text.matchAll(/ = "([A-Z]{4,})"/gu)].map(({ 1: name = '' }) => ({
    ...{ name, flags: [], place },
  }));
  if (!place.endsWith('.ts')) return [...scripted, ...inVariables];
  const sent = [...text.matchAll(/(?:\b[rR]edis|\.multi\(\)|\.pipeline\(\))\s*(?=\.)/gu)].flatMap(
    ({ 0: start, index }) => chained(text, index + start.length, place),
  );
  return [...scripted, ...sent];
}

/** The calls of a chain such as `.get(a).hgetall(b)`. */
function chained(text: string, from: number, place: string): UsedCommand[] {
  const [call, method = ''] = /^\s*\.\s*(\w+)\(/u.exec(text.slice(from, from + 100)) ?? [];
  if (call === undefined || method === 'call') return [];
  const inside = argumentsAt(text, from + call.length);
  const rest = chained(text, from + call.length + inside.length + 1, place);
  // After a plain command come methods of its promise.
  const isChain = method === 'multi' || method === 'pipeline' || rest.some(({ name }) => name === 'EXEC');
  const after = isChain ? rest : [];
  if (ofTheClient.includes(method)) return after;
  // A script has its own arguments.
  const flags = method.startsWith('eval') ? [] : words(inside);
  return [{ name: method.toUpperCase(), flags, place }, ...after];
}

function argumentsAt(text: string, from: number): string {
  let depth = 1;
  let at = from;
  while (depth > 0 && at < text.length) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    at += 1;
  }
  return text.slice(from, at - 1);
}

/** The quoted words in capitals, without those of calls inside. */
function words(inside: string): string[] {
  const own = inside.replace(/\b(?:redis\.p?call|rcall)\((?:[^()]|\([^()]*\))*\)/gu, '');
  return [...own.matchAll(/(['"])([A-Z]{2,})\1/gu)].map(({ 2: word = '' }) => word);
}
