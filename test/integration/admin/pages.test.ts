import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Keys } from '../../../src/store/keys.js';
import { logIn, Visitor } from '../../fixtures/admin-visitor.js';
import { recordPast, shop, toldRequest } from '../../fixtures/recorded-past.js';
import { useWorld } from '../../fixtures/world.js';

const passphrase = 'mười hai con mèo nằm trên mái ngói';

describe('the pages of the admin page', () => {
  const world = useWorld({ env: { ADMIN_PORT: '0', ADMIN_PASSPHRASE: passphrase } });
  let redis: Redis;
  let me: Visitor;

  beforeAll(async () => {
    redis = new Redis(world().redis.url);
    await recordPast(redis, world().config.redis.prefix, Date.now());
    me = new Visitor(`http://127.0.0.1:${world().web.adminPort}`);
    await logIn(me, passphrase);
  });
  afterAll(() => redis.disconnect());

  const page = async (path: string) => {
    const answer = await me.get(path);
    return { status: answer.status, text: (await answer.text()).replaceAll(/<[^>]*>/gu, '\n') };
  };
  const numbersIn = (text: string) => [...new Set(text.match(/UR-[0-9A-Z]{4}/gu))];
  const audited = async () => {
    const lines = await redis.xrange(new Keys(world().config.redis.prefix).audit, '-', '+');
    return lines.map(([, fields]) => JSON.parse(fields[fields.indexOf('entry') + 1] ?? 'null'));
  };

  it('lists the newest requests first, 25 a page, and each once', async () => {
    const first = await me.get('/admin/requests');
    const html = await first.text();
    const next = /href="(\/admin\/requests\?after=[^"]+)"/u.exec(html)?.[1] ?? '';
    const newest = numbersIn(html);
    expect(newest.slice(0, 3)).toEqual(['UR-X4T1', 'UR-W4T0', toldRequest]);
    expect(newest).toHaveLength(25);
    const rest = numbersIn((await page(next.replaceAll('&amp;', '&'))).text);
    expect(rest).toHaveLength(18);
    expect(rest.filter((id) => newest.includes(id))).toEqual([]);
  });

  it.each([
    ['its number', `q=${toldRequest.toLowerCase()}`],
    ['the end of an id', 'q=9471234'],
    ['words without their marks', 'q=ban+hang+sai+gon'],
  ])('finds a request by %s', async (_, query) => {
    expect(numbersIn((await page(`/admin/requests?${query}`)).text)).toEqual([toldRequest]);
  });

  it('filters by state, kind and person', async () => {
    expect(numbersIn((await page('/admin/requests?status=pending')).text)).toEqual(['UR-W4T0']);
    expect(numbersIn((await page('/admin/requests?person=u0hoa00003')).text)).toEqual(['UR-X4T1']);
    expect((await page('/admin/requests?person=zalo:4318')).status).toBe(200);
    expect((await page('/admin/requests?person=zalo-bot:aB3')).status).toBe(200);
    expect(numbersIn((await page('/admin/requests?kind=app&status=failed')).text)).toEqual(['UR-A024']);
  });

  it('tells one request’s story with names, outcome and picture', async () => {
    const html = await (await me.get(`/admin/requests/${toldRequest}?lang=en`)).text();
    expect(html).toContain('lan asked in');
    expect(html).toContain('Hết hợp đồng');
    expect(html).toContain(shop.name);
    const picture = /src="([^"]+pictures[^"]+)"/u.exec(html)?.[1] ?? '';
    const answer = await me.get(picture);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect((await me.get(picture.replace(/.{4}$/u, '0000'))).status).toBe(404);
  });

  it('says which pictures are no longer kept, and tries to show none of them', async () => {
    const keys = new Keys(world().config.redis.prefix);
    const kept = await redis.hgetall(keys.evidence(toldRequest, 1));
    await redis.del(keys.evidence(toldRequest, 1));
    const html = await (await me.get(`/admin/requests/${toldRequest}?lang=en`)).text();
    await redis.hset(keys.evidence(toldRequest, 1), kept);
    expect(html).toContain('It is no longer kept');
    expect(html).not.toContain('<img');
  });

  it('says that there is no such request', async () => {
    expect((await page('/admin/requests/UR-ZZZZ')).status).toBe(404);
    expect((await page('/admin/requests/UR-%3Cb%3E')).status).toBe(404);
  });

  it('writes a file whose cells are no formulas and whose ids stay whole', async () => {
    const answer = await me.get('/admin/requests.csv?lang=en');
    const lines = (await answer.text()).split('\r\n');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(lines).toHaveLength(1 + 120 + 3 + 1);
    expect(lines.find((line) => line.includes('HYPERLINK'))).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines.find((line) => line.includes(toldRequest))).toContain(`"oa:${shop.id}"`);
  });

  it('leaves room for the next file when a reader breaks off', async () => {
    for (let at = 0; at < 5; at += 1) await (await me.get('/admin/requests.csv')).body?.cancel();
    expect((await me.get('/admin/requests.csv')).status).toBe(200);
  });

  it('says whose turn it is', async () => {
    const { text } = await page('/admin/waiting');
    expect(numbersIn(text)).toEqual(['UR-W4T0', 'UR-X4T1']);
    expect(text).toContain('0 of 1 approvals');
  });

  it('counts unlinks a week, and how long approvals took', async () => {
    const { text } = await page('/admin/charts');
    expect(text).toMatch(/\d+ in twelve weeks/u);
    expect(text).toContain('minutes');
  });

  it('lists what is linked, with the request that holds it', async () => {
    const [kind, id] = ['oa', '4318093042839471234'];
    await redis.set(new Keys(world().config.redis.prefix).lock(`${kind}:${id}`), 'UR-H4D0');
    expect((await page(`/admin/assets?q=${id}`)).text).toContain('UR-H4D0');
    expect((await page('/admin/assets?kind=zalo')).status).toBe(400);
  });

  it('lists alerts in words', async () => {
    const { text } = await page('/admin/alerts');
    expect(numbersIn(text)).toEqual([toldRequest]);
    expect(text.toLowerCase()).toContain('worker');
  });

  it('leaves out an alert that another version raised', async () => {
    const key = new Keys(world().config.redis.prefix).alertRecord;
    await redis.zadd(key, Date.now(), '{"type":"of_tomorrow"}');
    await redis.zadd(key, Date.now(), '{"type":"zca_away"}');
    expect((await page('/admin/alerts')).status).toBe(200);
  });

  it('records each look in the audit log, with the request that was looked at', async () => {
    await page('/admin/waiting');
    await page(`/admin/requests/${toldRequest}`);
    const looks = (await audited()).filter(({ action }) => action === 'looked').map(({ details }) => details);
    expect(looks.map(({ what }) => what)).toEqual(expect.arrayContaining(['admin_waiting', 'admin_request']));
    expect(looks.filter(({ what, about }) => what === 'admin_request' && about === toldRequest)).toHaveLength(
      1,
    );
  });

  it('lets nobody change a queue unless the settings do', async () => {
    const board = '/admin/queues/board';
    expect((await me.get(board)).status).toBe(200);
    expect((await me.get(`${board}/api/queues`)).status).toBe(200);
    expect((await me.post(`${board}/api/queues/ask/pause`, {})).status).toBe(403);
  });

  it('shows no queue to whoever is not logged in', async () => {
    const stranger = new Visitor(`http://127.0.0.1:${world().web.adminPort}`);
    for (const path of ['/admin/queues/board/api/queues', '/admin/requests.csv', '/admin/charts'])
      expect((await stranger.get(path)).status).toBe(303);
  });

  it('says that the record cannot be read while Redis does not answer', async () => {
    await redis.call('CLIENT', 'PAUSE', '4000');
    const answer = await me.get('/admin/requests?lang=en');
    expect([answer.status, await answer.text()]).toEqual([
      503,
      expect.stringContaining('The record cannot be read right now'),
    ]);
    await redis.call('CLIENT', 'UNPAUSE');
  });
});
