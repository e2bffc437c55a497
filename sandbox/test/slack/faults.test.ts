import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FaultKind } from '../../slack/faults.js';
import type { Workspace } from '../../slack/workspace.js';
import { only, openWorkspace, opsChannel, slackClient } from './bolt-bot.js';

let workspace: Workspace;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.now();
  workspace = await openWorkspace({ enforceRateLimits: true, now: () => nowMs });
});
afterEach(() => workspace.close());

const client = (timeout = 0) => slackClient(workspace, { rejectRateLimitedCalls: true, timeout });
const post = (timeout?: number) => client(timeout).chat.postMessage({ channel: opsChannel, text: 'x' });

describe('a planned fault', () => {
  it.each<[FaultKind, string, number, string]>([
    [{ kind: 'drop_before' }, 'slack_webapi_request_error', 0, 'not_done'],
    [{ kind: 'drop_after' }, 'slack_webapi_request_error', 1, 'ok'],
    [{ kind: 'hang' }, 'slack_webapi_request_error', 0, 'not_done'],
    [{ kind: 'hang_after' }, 'slack_webapi_request_error', 1, 'ok'],
    [{ kind: 'status_500_before' }, 'slack_webapi_http_error', 0, 'not_done'],
    [{ kind: 'status_500_after' }, 'slack_webapi_http_error', 1, 'ok'],
    [{ kind: 'ratelimited', retryAfterSeconds: 7 }, 'slack_webapi_rate_limited_error', 0, 'not_done'],
    [{ kind: 'error', error: 'internal_error' }, 'slack_webapi_platform_error', 0, 'internal_error'],
  ])('%o meets exactly one call', async (fault, code, posted, outcome) => {
    workspace.faults.add({ method: 'chat.postMessage', ...fault });
    await expect(post(1_000)).rejects.toMatchObject({ code });
    expect(workspace.messages(opsChannel)).toHaveLength(posted);
    expect(only(workspace.calls)).toMatchObject({ outcome, fault: fault.kind });
    await post();
    expect(workspace.messages(opsChannel)).toHaveLength(posted + 1);
  });

  it('waits and repeats as planned', async () => {
    workspace.faults.add({ method: '*', kind: 'delay', ms: 60, times: 2 });
    const startedAt = performance.now();
    await post();
    await post();
    expect(performance.now() - startedAt).toBeGreaterThan(100);
    workspace.faults.add({ method: 'chat.postMessage', kind: 'ratelimited', retryAfterSeconds: 7 });
    await expect(post()).rejects.toMatchObject({ retryAfter: 7 });
  });
});

describe('rate limits', () => {
  it('allow a burst, then one message a second per channel', async () => {
    for (let sent = 0; sent < 5; sent += 1) await post();
    await expect(post()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 });
    expect(workspace.calls.at(-1)?.outcome).toBe('ratelimited');
    nowMs += 1000;
    await post();
  });

  it('allow fifty updates a minute', async () => {
    const { ts = '' } = await post();
    const change = () => client().chat.update({ channel: opsChannel, ts, text: 'y' });
    for (let sent = 0; sent < 50; sent += 1) await change();
    await expect(change()).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 2 });
    nowMs += 2000;
    await change();
  });
});

describe('waiting', () => {
  it('names the last calls when it gives up', async () => {
    await post();
    await expect(workspace.waitFor(() => workspace.messages(opsChannel).length > 1, 30)).rejects.toThrow(
      'last calls: chat.postMessage → ok',
    );
  });
});
