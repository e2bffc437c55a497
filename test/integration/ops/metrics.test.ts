import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cardFor, press, resultOf } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { whileFrozen } from '../../fixtures/redis-in-trouble.js';
import { scrape } from '../../fixtures/scrape.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('the metrics of web and worker', () => {
  const world = useWorld({ env: { OPS_PORT: '0' } });
  const ofWeb = () => scrape(world().web.opsPort);
  const ofWorker = () => scrape(world().worker.opsPort);

  /** Sends Slack's signature with anything. */
  async function posted(body: object): Promise<void> {
    const text = JSON.stringify(body);
    const timestamp = Math.floor(Date.now() / 1_000);
    const { signingSecret = '' } = world().config.slack;
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${text}`).digest('hex');
    await fetch(`http://127.0.0.1:${world().web.port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-slack-signature': `v0=${signature}`,
        'x-slack-request-timestamp': String(timestamp),
      },
      body: text,
    });
  }

  it('follow a request from the command to the result, each step in the process that takes it', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const acknowledged = 'zca_unlink_acknowledgement_duration_seconds_count';
    const web = await ofWeb();
    expect(web.get(`${acknowledged}{delivery="command",result="acknowledged"}`)).toBe(1);
    expect(web.get(`${acknowledged}{delivery="action",result="acknowledged"}`)).toBe(1);
    expect(web.get('zca_unlink_redis_up')).toBe(1);
    expect(web.get('zca_unlink_worker_up')).toBe(1);
    await expect
      .poll(async () => Object.fromEntries(await ofWorker()), { timeout: patienceMs })
      .toMatchObject({
        'zca_unlink_requests_asked_total{kind="oa",dry_run="false"}': 1,
        'zca_unlink_transitions_total{action="approved"}': 1,
        'zca_unlink_decision_duration_seconds_count{decision="approved"}': 1,
        'zca_unlink_assets_settled_total{kind="oa",outcome="unlinked"}': 1,
        'zca_unlink_requests_ended_total{kind="oa",end="succeeded"}': 1,
        'zca_unlink_run_duration_seconds_count{end="succeeded"}': 1,
        'zca_unlink_job_duration_seconds_count{queue="ask",result="completed"}': 1,
        'zca_unlink_job_wait_seconds_count{queue="unlink"}': 1,
        'zca_unlink_zca_call_duration_seconds_count{call="unlink",result="ok"}': 1,
        'zca_unlink_queue_jobs{queue="unlink",state="failed"}': 0,
        'zca_unlink_queue_oldest_waiting_job_age_seconds{queue="ask"}': 0,
        zca_unlink_requests_open: 0,
        zca_unlink_zca_up: 1,
      });
    expect(
      (await ofWorker()).get(
        'zca_unlink_slack_call_duration_seconds_count{call="chat.postMessage",result="ok"}',
      ),
    ).toBeGreaterThan(1);
  });

  it('count a refusal by its reason', async () => {
    const card = await cardFor(world(), people.lan, '/unlink app 2791');
    await press(world(), people.lan, card, 'confirm');
    await expect
      .poll(async () => [...(await ofWorker()).keys()], { timeout: patienceMs })
      .toContain('zca_unlink_refusals_total{what="press",reason="not_an_approver"}');
  });

  it('gain no series by what strangers and people send', async () => {
    const { workspace, web } = world();
    const [team, app] = ['T0ZCADEMO1', 'A0ZCABOT01'];
    const hostile = (n: number) => `U0EVIL${n}\n"} 1 # ${'x'.repeat(50)}${n}`;
    const before = { web: (await ofWeb()).size, worker: (await ofWorker()).size };
    const texts = Array.from({ length: 40 }, (_each, n) => hostile(n));
    for (const text of texts) {
      await fetch(`http://127.0.0.1:${web.port}/${encodeURIComponent(text)}`);
      await fetch(`http://127.0.0.1:${web.opsPort}/metrics?${encodeURIComponent(text)}`);
      await posted({ type: text, team: { id: team }, team_id: team, api_app_id: app, user: { id: text } });
      await posted({
        type: 'event_callback',
        event: { type: text },
        team_id: team,
        api_app_id: app,
        event_id: text,
      });
      await posted({ command: text, team_id: team, api_app_id: app, text, user_id: text });
      await posted({
        type: 'block_actions',
        actions: [{ action_id: text, type: text }],
        team: { id: team },
        api_app_id: app,
      });
      await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink ${text}` });
    }
    const after = { web: await ofWeb(), worker: await ofWorker() };
    // A delivery of a kind that has not come before adds one histogram; so does a call of a new method.
    expect(after.web.size - before.web).toBeLessThan(150);
    expect(after.worker.size - before.worker).toBeLessThan(150);
    const series = [...after.web.keys(), ...after.worker.keys()].join('\n');
    expect(series).not.toMatch(/EVIL|U0LAN|C0ZCA|UR-|xxxx|\d{9}/u);
  });

  it('are answered in bounded time while Redis is away, without stale values of what it holds', async () => {
    const { redis, web, worker } = world();
    await whileFrozen(redis, async () => {
      for (const { opsPort } of [web, worker]) {
        const began = performance.now();
        // A scrape of the moment before may be reused for a second.
        await expect.poll(async () => (await scrape(opsPort)).get('zca_unlink_redis_up')).toBe(0);
        const known = await scrape(opsPort);
        expect(performance.now() - began).toBeLessThan(5_000);
        expect(
          [...known.keys()].filter((series) => /queue_jobs|worker_up|requests_open/u.test(series)),
        ).toEqual([]);
        expect([...known.keys()].some((series) => series.includes('duration_seconds_count'))).toBe(true);
      }
    });
    await expect
      .poll(async () => (await ofWorker()).get('zca_unlink_redis_up'), { timeout: patienceMs })
      .toBe(1);
  });
});
