import { expect, it } from 'vitest';
import { RedisReplyAddresses } from '../../../src/store/reply-addresses.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const delivery = 'a'.repeat(64);
const address = 'https://hooks.slack.com/commands/T0/1/s3cret';

it('a reply address is available to every process of the bot, for thirty minutes at most', async () => {
  await addresses().keep(delivery, address);
  expect(await addresses().of(delivery)).toBe(address);
  const { redis, keys } = shelf();
  const livesMs = await redis.pttl(keys.replyAddress(delivery));
  expect(livesMs).toBeGreaterThan(0);
  expect(livesMs).toBeLessThanOrEqual(30 * 60_000);
});

it('a reply address cannot be read out of Redis, and is stored as a different text each time', async () => {
  await addresses().keep(delivery, address);
  const first = await stored();
  expect(Buffer.from(first, 'base64').toString('latin1')).not.toContain('s3cret');
  await addresses().keep(delivery, address);
  expect(await stored()).not.toBe(first);
});

it('a reply address that was kept with the older of two tokens is returned, and is kept with the newer', async () => {
  await addresses('xoxb-1').keep(delivery, address);
  expect(await addresses('xoxb-2', 'xoxb-1').of(delivery)).toBe(address);
  await addresses('xoxb-2', 'xoxb-1').keep(delivery, address);
  expect(await addresses('xoxb-2').of(delivery)).toBe(address);
});

it.each([
  ['of another delivery', async (text: string) => put('b'.repeat(64), text), 'b'.repeat(64), 'xoxb-1'],
  ['of another token', async () => undefined, delivery, 'xoxb-2'],
  ['that was changed', async (text: string) => put(delivery, flipped(text)), delivery, 'xoxb-1'],
  ['that is none', async () => put(delivery, 'x'), delivery, 'xoxb-1'],
  ['that nobody kept', async () => undefined, 'c'.repeat(64), 'xoxb-1'],
])('a reply address is not returned if it is one %s', async (_, change, asked, secret) => {
  await addresses().keep(delivery, address);
  const text = await stored();
  await change(text);
  expect(await addresses(secret).of(asked)).toBeNull();
});

function addresses(...secrets: string[]): RedisReplyAddresses {
  const [newest = 'xoxb-1', ...older] = secrets;
  return new RedisReplyAddresses({ ...shelf(), secrets: [newest, ...older] });
}

async function stored(): Promise<string> {
  const { redis, keys } = shelf();
  return (await redis.get(keys.replyAddress(delivery))) ?? '';
}

async function put(into: string, text: string): Promise<void> {
  const { redis, keys } = shelf();
  await redis.set(keys.replyAddress(into), text);
}

/** The text with its last byte changed. */
function flipped(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return bytes.toString('base64');
}
