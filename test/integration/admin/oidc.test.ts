import { Redis } from 'ioredis';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../sandbox/free-port.js';
import { Keys } from '../../../src/store/keys.js';
import { Visitor } from '../../fixtures/admin-visitor.js';
import { startOidcIssuer } from '../../fixtures/oidc-issuer.js';
import { approvers, people, useWorld } from '../../fixtures/world.js';

const issuer = await startOidcIssuer();
const port = await freePort();
/** Named by id, and no longer in the workspace. */
const gone = 'U0GONE0005';
const origin = `http://127.0.0.1:${port}`;

describe('the admin page with a log-in by OpenID Connect', () => {
  const world = useWorld({
    env: {
      ADMIN_PORT: String(port),
      ADMIN_URL: origin,
      ADMIN_PEOPLE: `${approvers},${gone}`,
      ADMIN_OIDC_ISSUER: issuer.url,
      ADMIN_OIDC_CLIENT_ID: issuer.clientId,
      ADMIN_OIDC_CLIENT_SECRET: issuer.clientSecret,
      HOST: '127.0.0.1',
    },
    prepare: (workspace) => void workspace.addPerson({ id: gone, deleted: true }),
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

  it('refuses somebody who has left, though the settings still name them', async () => {
    await somebody(gone);
    expect((await new Visitor(origin).follow('/admin/log-in/slack')).status).toBe(403);
  });

  it('writes the refusal of somebody from another workspace under no colleague’s id', async () => {
    issuer.somebody = { user: people.lan, team: 'T0STRANGER' };
    await new Visitor(origin).follow('/admin/log-in/slack');
    const redis = new Redis(world().redis.url);
    const lines = await redis.xrange(new Keys(world().config.redis.prefix).audit, '-', '+');
    redis.disconnect();
    const refused = lines
      .map(([, fields]) => JSON.parse(fields[fields.indexOf('entry') + 1] ?? 'null'))
      .filter(({ action }) => action === 'look_refused');
    expect(refused.at(-1).actor).toBe(`${people.lan}@T0STRANGER`);
  });

  it('leads on whoever comes back from the issuer twice', async () => {
    await somebody(people.minh);
    const me = new Visitor(origin);
    const away = (await me.get('/admin/log-in/slack')).headers.get('location') ?? '';
    const back = (await me.get(away)).headers.get('location') ?? '';
    await me.get(back);
    const again = await me.get(back);
    expect([again.status, again.headers.get('location')]).toEqual([303, '/admin']);
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
    const own = (await victim.get('/admin/log-in/slack')).headers.get('location') ?? '';
    expect((await victim.get(back)).status).toBe(400);
    expect((await victim.get('/admin/requests')).status).toBe(303);
    expect((await victim.follow(own)).status).toBe(200);
  });

  it('goes on with the newer of two log-ins in one browser', async () => {
    await somebody(people.minh);
    const me = new Visitor(origin);
    const older = (await me.get('/admin/log-in/slack')).headers.get('location') ?? '';
    const newer = (await me.get('/admin/log-in/slack')).headers.get('location') ?? '';
    expect((await me.follow(older)).status).toBe(400);
    expect((await me.follow(newer)).status).toBe(200);
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
    expect(world().logged.join('\n')).toContain('invalid_grant');
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
