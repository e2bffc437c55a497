import { Redis } from 'ioredis';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../sandbox/free-port.js';
import { Visitor } from '../../fixtures/admin-visitor.js';
import { startOidcIssuer } from '../../fixtures/oidc-issuer.js';
import { approvers, people, useWorld } from '../../fixtures/world.js';

const issuer = await startOidcIssuer();
const port = await freePort();
const origin = `http://127.0.0.1:${port}`;

describe('the admin page with a log-in by OpenID Connect', () => {
  const world = useWorld({
    env: {
      ADMIN_PORT: String(port),
      ADMIN_URL: origin,
      ADMIN_PEOPLE: approvers,
      ADMIN_OIDC_ISSUER: issuer.url,
      ADMIN_OIDC_CLIENT_ID: issuer.clientId,
      ADMIN_OIDC_CLIENT_SECRET: issuer.clientSecret,
      HOST: '127.0.0.1',
    },
  });
  const team = async () => {
    const { apiUrl, token } = { apiUrl: world().workspace.apiUrl, token: world().config.slack.botToken };
    const answer = await fetch(`${apiUrl}auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const { team_id } = (await answer.json()) as { team_id: string };
    return team_id;
  };
  const somebody = async (user: string) => {
    issuer.somebody = { user, team: await team() };
  };

  afterEach(async () => {
    issuer.fault = 'none';
    const redis = new Redis(world().redis.url);
    const keys = await redis.keys('*:admin-tries:*');
    if (keys.length > 0) await redis.del(...keys);
    redis.disconnect();
  });
  afterAll(() => issuer.close());

  it('lets in a member of a named group, and leads them to the page that they wanted', async () => {
    await somebody(people.minh);
    const me = new Visitor(origin);
    const answer = await me.follow('/admin/log-in/slack?next=%2Fadmin%2Frequests');
    expect([answer.status, answer.url]).toEqual([200, `${origin}/admin/requests`]);
    expect(await answer.text()).toContain('<span>minh</span>');
  });

  it('sends state, nonce and a code challenge, each new', async () => {
    const before = issuer.asked.length;
    for (const _ of [1, 2]) await new Visitor(origin).follow('/admin/log-in/slack');
    const [one, two] = issuer.asked.slice(before);
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/u);
      expect(one?.get(name)).not.toBe(two?.get(name));
    }
  });

  it('refuses somebody whom the settings do not name, in words', async () => {
    await somebody(people.lan);
    const answer = await new Visitor(origin).follow('/admin/log-in/slack');
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('You are not among the people');
  });

  it('refuses the same id from another workspace', async () => {
    issuer.somebody = { user: people.minh, team: 'T0ELSEWHERE' };
    expect((await new Visitor(origin).follow('/admin/log-in/slack')).status).toBe(403);
  });

  it.each(['nonce', 'signature', 'audience'] as const)('refuses a token with a wrong %s', async (fault) => {
    await somebody(people.minh);
    issuer.fault = fault;
    const me = new Visitor(origin);
    expect((await me.follow('/admin/log-in/slack')).status).toBe(502);
    expect((await me.get('/admin/requests')).status).toBe(303);
  });

  it('refuses an answer that another browser asked for', async () => {
    await somebody(people.minh);
    const attacker = new Visitor(origin);
    const away = (await attacker.get('/admin/log-in/slack')).headers.get('location') ?? '';
    const back = (await attacker.get(away)).headers.get('location') ?? '';
    expect((await new Visitor(origin).get(back)).status).toBe(400);
    const victim = new Visitor(origin);
    await victim.get('/admin/log-in/slack');
    expect((await victim.get(back)).status).toBe(502);
  });

  it('takes an answer once', async () => {
    await somebody(people.minh);
    const me = new Visitor(origin);
    const away = (await me.get('/admin/log-in/slack')).headers.get('location') ?? '';
    const back = (await me.get(away)).headers.get('location') ?? '';
    const kept = me.cookie('unlink-admin-log-in') ?? '';
    expect((await me.get(back)).status).toBe(303);
    me.keep('unlink-admin-log-in', kept);
    expect((await me.get(back)).status).toBe(502);
  });

  it('says so when somebody refuses at the issuer', async () => {
    issuer.somebody = null;
    const answer = await new Visitor(origin).follow('/admin/log-in/slack');
    expect([answer.status, await answer.text()]).toEqual([
      502,
      expect.stringContaining('The log-in did not work'),
    ]);
  });
});
