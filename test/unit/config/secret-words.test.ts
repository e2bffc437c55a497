import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { secretWords } from '../../../src/config/secret-words.js';

describe('the words of the secrets', () => {
  it('are each key, token and password, wherever it is kept, and nothing else', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'secret-')), 'token');
    await writeFile(file, 'gateway-token-0123\n');
    const words = secretWords(botConfig, {
      REDIS_URL: 'redis://bot:pass%2Fw0rd@redis.internal:6379/0',
      SLACK_BOT_TOKEN: 'xoxb-12345678',
      SLACK_SIGNING_SECRET: 'new-secret-0123456, old-secret-0123456',
      ZCA_API_TOKEN_FILE: file,
      ZALO_OA_TOKENS: '4318093042839471234=oa-token-one 119612345=oa-token-two',
      AUDIT_KEY: 'bWFueSBieXRlcyBvZiBhIGtleQ==',
      ZCA_API_URL: 'https://gateway.example',
    });
    expect(words.toSorted()).toEqual(
      [
        'pass%2Fw0rd',
        'pass/w0rd',
        'xoxb-12345678',
        'new-secret-0123456',
        'old-secret-0123456',
        'gateway-token-0123',
        'oa-token-one',
        'oa-token-two',
        'bWFueSBieXRlcyBvZiBhIGtleQ==',
      ].toSorted(),
    );
  });

  it('are none where the environment names no secret', () => {
    expect(secretWords(botConfig, {})).toEqual([]);
  });
});
