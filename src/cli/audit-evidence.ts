import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { type VerifiedEvidence, verifyEvidence } from '../store/verify-evidence.js';
import { printable } from './printable.js';
import { say } from './run-command.js';

/** Saves the screenshots of a request that match their hash in the log. Returns 1 when one is missing or changed. */
export async function saveEvidence(
  requestId: string,
  dir: string,
  redis: RedisClient,
  keys: Keys,
): Promise<number> {
  const all = await verifyEvidence(requestId, redis, keys);
  if (all.length === 0) say(`The audit log tells of no picture of ${requestId}.`);
  for (const picture of all) {
    if (picture === 'unreadable') {
      say(`An entry of the log tells of a picture of ${requestId} and cannot be read.`);
      continue;
    }
    const { at, round, stage, asset, sha256, png } = picture;
    const what = `${new Date(at).toISOString()}  round ${round}  ${asset}  ${stage}  ${sha256}`;
    if (png === 'gone' || png === 'changed') {
      say(`${what}  ${png === 'gone' ? 'is not kept any more' : 'WAS CHANGED and is not saved'}`);
      continue;
    }
    const file = join(dir, nameOf(requestId, picture));
    await mkdir(dir, { recursive: true });
    await writeFile(file, png);
    say(`${what}  ${printable(file)}`);
  }
  return all.every((each) => each !== 'unreadable' && typeof each.png !== 'string') ? 0 : 1;
}

function nameOf(requestId: string, { round, asset, stage, sha256 }: VerifiedEvidence): string {
  return `${requestId}-${round}-${asset.replace(':', '-')}-${stage}-${sha256.slice(0, 12)}.png`;
}
