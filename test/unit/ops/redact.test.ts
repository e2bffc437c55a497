import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/ops/logger.js';
import { redaction } from '../../../src/ops/redact.js';

describe('the log', () => {
  const redact = redaction(['the gateway’s token', 'k9/Zz+short==']);

  it.each([
    ['a bot token', 'invalid: xoxb-1234-5678-AbCdEf', 'xoxb-1234'],
    ['a rotating token', 'old xoxe.xoxb-1-Mi0yLTEyMzQ and xoxe-1-abc.def', 'Mi0yLTEyMzQ'],
    ['an app token', '{"token":"xapp-1-A0-99-deadbeef"}', 'deadbeef'],
    ['a bearer token', 'Authorization: Bearer abc.def-ghi_jkl', 'abc.def'],
    ['basic authorization', 'authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['an access token in a query', 'GET /v2.0/oa/getoa?access_token=Zx9.q&x=1', 'Zx9.q'],
    ['an access token in JSON', '{"access_token": "a b c"}', 'a b c'],
    ['an access token in a header', 'access_token: 0123456789abcdefXY', '0123456789abcdefXY'],
    ['a password of Redis', 'connect redis://bot:pa%40ss@redis.internal:6379/0 failed', 'pa%40ss'],
    ['a password of Redis alone', 'rediss://:hunter2@[::1]:6379', 'hunter2'],
    ['a password of sentinels', 'redis+sentinel://h:1/m?sentinel_password=s3cr3t', 's3cr3t'],
    ['a response_url', 'POST https://hooks.slack.com/commands/T1/2/abcXYZ failed', 'abcXYZ'],
    ['a response_url of GovSlack', 'https://hooks.slack-gov.com/actions/T1/2/abcXYZ', 'abcXYZ'],
    ['a configured secret', 'the server said: the gateway’s token is wrong', 'the gateway’s token'],
    ['a configured secret with signs of a pattern', 'key k9/Zz+short== is old', 'k9/Zz+short=='],
  ])('shows %s nowhere', (_what, text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('[redacted]');
  });

  it.each([
    'Slack does not accept SLACK_BOT_TOKEN: it says invalid_auth',
    'ZCA_API_TOKEN is not an administrator',
    'No Redis answers at 127.0.0.1:6379 (connect ECONNREFUSED 127.0.0.1:6379). Start it, or set REDIS_URL.',
    'bearer of bad news',
    'UR-7K2M 4318093042839471234 C0ZCAOPS01',
  ])('leaves "%s" as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('takes no longer than a moment for a text made to slow it down', () => {
    const began = performance.now();
    redact(`${'token'.repeat(20_000)}=`);
    redact(`${'a://'.repeat(20_000)}${':'.repeat(20_000)}`);
    redact(`x${'ox'.repeat(20_000)}-`);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('hides a fact by its name and a secret in the sentence', () => {
    const lines: string[] = [];
    const log = createLog(
      'info',
      { write: (line: string) => void lines.push(line) },
      { secrets: ['opensesame'] },
    );
    log.info('job.failed', 'said opensesame', {
      access_token: 'abc',
      Authorization: 'def',
      error: 'opensesame!',
    });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'said [redacted]',
      access_token: '[redacted]',
      Authorization: '[redacted]',
      error: '[redacted]!',
    });
  });
});
