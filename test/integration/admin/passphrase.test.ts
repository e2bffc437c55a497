import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { Keys } from '../../../src/store/keys.js';
import { fieldIn, logIn, Visitor } from '../../fixtures/admin-visitor.js';
import { useWorld } from '../../fixtures/world.js';

const passphrase = 'mười hai con mèo nằm trên mái ngói';

describe('the admin page with a pass phrase', () => {
  const world = useWorld({ env: { ADMIN_PORT: '0', ADMIN_PASSPHRASE: passphrase } });
  const origin = () => `http://127.0.0.1:${world().web.adminPort}`;
  const visitor = () => new Visitor(origin());
  const audited = async () => {
    const redis = new Redis(world().redis.url);
    const lines = await redis.xrange(new Keys(world().config.redis.prefix).audit, '-', '+');
    redis.disconnect();
    return lines.map(([, fields]) => JSON.parse(fields[fields.indexOf('entry') + 1] ?? 'null'));
  };

  afterEach(async () => {
    const redis = new Redis(world().redis.url);
    const keys = await redis.keys('*:admin-tries:*');
    if (keys.length > 0) await redis.del(...keys);
    redis.disconnect();
  });

  it('leads whoever is not logged in to the log-in, and shows nothing', async () => {
    const answer = await visitor().get('/admin/requests?q=secret');
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      '/admin/log-in?next=%2Fadmin%2Frequests',
    ]);
    expect(await answer.text()).toBe('');
  });

  it('lets in whoever knows the pass phrase, and writes that to the audit log', async () => {
    const me = visitor();
    const answer = await logIn(me, passphrase);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin']);
    const page = await me.follow('/admin');
    expect([page.status, page.url]).toEqual([200, `${origin()}/admin/requests`]);
    const looks = (await audited()).filter(({ action }) => action === 'looked');
    expect(looks.map(({ details }) => details.what)).toEqual(['admin_log_in', 'admin_requests']);
    expect(looks[0].actor).toMatch(/^admin@./u);
  });

  it('takes the pass phrase in whichever form a keyboard writes its letters', async () => {
    expect((await logIn(visitor(), passphrase.normalize('NFD'))).status).toBe(303);
  });

  it('takes two forms that are open at once, one after the other', async () => {
    const me = visitor();
    const [one, other] = [await me.get('/admin/log-in'), await me.get('/admin/log-in')];
    const [first, second] = [fieldIn(await one.text(), 'token'), fieldIn(await other.text(), 'token')];
    const sent = { next: '/admin/charts', passphrase };
    for (const token of [first, second]) {
      const answer = await me.post('/admin/log-in', { ...sent, token });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/charts']);
    }
  });

  it('answers a pass phrase of the most letters, each of three bytes, in words', async () => {
    expect((await logIn(visitor(), 'ộ'.repeat(1_000))).status).toBe(401);
  });

  it('refuses a wrong pass phrase without saying how wrong it is', async () => {
    const me = visitor();
    const answer = await logIn(me, passphrase.slice(0, -1));
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('That is not the pass phrase.');
    expect((await me.get('/admin/requests')).status).toBe(303);
  });

  it('bounds a thousand wrong log-ins, also those that come at once', async () => {
    const statuses: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const tries = Array.from({ length: 20 }, async () => (await logIn(visitor(), 'wrong')).status);
      statuses.push(...(await Promise.all(tries)));
    }
    // On a busy machine Redis does not answer each in time: 503.
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(statuses.filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
    expect((await logIn(visitor(), passphrase)).status).toBe(429);
  });

  it('counts log-ins of this machine together, whatever address they claim', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 12; at += 1) {
      const me = visitor();
      const token = fieldIn(await (await me.get('/admin/log-in')).text(), 'token');
      const claimed = { 'x-forwarded-for': `203.0.113.${at}` };
      statuses.push((await me.post('/admin/log-in', { token, passphrase: 'wrong' }, claimed)).status);
    }
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });

  it('takes no log-in without the mark of its own form', async () => {
    const me = visitor();
    await me.get('/admin/log-in');
    expect((await me.post('/admin/log-in', { token: 'x', passphrase })).status).toBe(400);
  });

  it('takes no form from another site', async () => {
    const me = visitor();
    const token = fieldIn(await (await me.get('/admin/log-in')).text(), 'token');
    const elsewhere = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }];
    for (const headers of elsewhere)
      expect((await me.post('/admin/log-in', { token, passphrase }, headers)).status).toBe(403);
  });

  it('ends the session when somebody logs out, and only by a form of that session', async () => {
    const me = visitor();
    await logIn(me, passphrase);
    expect((await me.post('/admin/log-out', { token: 'x' })).status).toBe(403);
    const stolen = me.cookie('unlink-admin-session') ?? '';
    const token = fieldIn(await (await me.get('/admin/requests')).text(), 'token');
    expect((await me.post('/admin/log-out', { token })).status).toBe(303);
    const thief = visitor();
    thief.keep('unlink-admin-session', stolen);
    expect((await thief.get('/admin/requests')).status).toBe(303);
  });

  it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', '/admin/../x', 'x'])(
    'leads to its own first page, not to %s, after a log-in',
    async (next) => {
      const me = visitor();
      const form = await (await me.get(`/admin/log-in?next=${encodeURIComponent(next)}`)).text();
      expect(fieldIn(form, 'next')).toBe('/admin');
      const sent = { token: fieldIn(form, 'token'), next, passphrase };
      expect((await me.post('/admin/log-in', sent)).headers.get('location')).toBe('/admin');
    },
  );

  it('leads to the page that somebody wanted also after a wrong pass phrase', async () => {
    const me = visitor();
    const token = fieldIn(await (await me.get('/admin/log-in')).text(), 'token');
    const answer = await me.post('/admin/log-in', { token, next: '/admin/charts', passphrase: 'wrong' });
    expect(fieldIn(await answer.text(), 'next')).toBe('/admin/charts');
  });

  it('leads back to the page that somebody wanted', async () => {
    const me = visitor();
    const form = await (await me.get('/admin/log-in?next=%2Fadmin%2Frequests%2FUR-7K2M')).text();
    expect(fieldIn(form, 'next')).toBe('/admin/requests/UR-7K2M');
  });

  it.each([
    ['10,000 letters', `q=${'a'.repeat(10_000)}`],
    ['10,000 Vietnamese letters', `q=${encodeURIComponent('ộ'.repeat(10_000))}`],
    ['a day in words', 'since=yesterday'],
    ['a day that does not exist', 'since=2026-02-30'],
    ['an unknown kind', 'kind=zalo'],
    ['an unknown state', 'status=gone'],
    ['no id of a person', 'person=%3Cscript%3E'],
    ['no place in the record', 'after=9-UR-<'],
  ])('answers 400 in words to a search with %s', async (_, query) => {
    const me = visitor();
    await logIn(me, passphrase);
    const answer = await me.get(`/admin/requests?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('This search cannot be read');
  });

  it('shows what somebody typed only as text', async () => {
    const me = visitor();
    await logIn(me, passphrase);
    const page = await (
      await me.get(`/admin/requests?q=${encodeURIComponent('"><script>x</script>')}`)
    ).text();
    expect(page).not.toContain('<script');
    expect(page).toContain('&quot;&gt;&lt;script&gt;');
  });

  it('lets nobody frame, cache or script its pages', async () => {
    const { headers } = await visitor().get('/admin/log-in');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.getSetCookie().join()).toMatch(/HttpOnly; SameSite=Strict/u);
  });

  it('answers no name of another host, which could lead a browser here', async () => {
    const { port } = new URL(origin());
    const status = await new Promise((resolve, reject) => {
      import('node:http').then(({ get }) =>
        get({ port, path: '/admin/log-in', headers: { host: 'evil.example' } }, (answer) =>
          resolve(answer.statusCode),
        ).on('error', reject),
      );
    });
    expect(status).toBe(421);
  });

  it('answers 404 in words where there is nothing', async () => {
    const me = visitor();
    await logIn(me, passphrase);
    const answer = await me.get('/admin/nothing');
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.stringContaining('There is nothing here'),
    ]);
  });
});
