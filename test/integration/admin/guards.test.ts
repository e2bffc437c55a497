import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AdminOptions, AdminPorts } from '../../../src/admin/admin-ports.js';
import { createAdmin } from '../../../src/admin/app.js';
import type { AuditedQuery } from '../../../src/core/messages/audited-query.js';
import type { AdminSession } from '../../../src/flow/ports/admin.js';
import type { RecordPlace } from '../../../src/flow/ports/request-record.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import { type HttpServer, listen } from '../../../src/ops/http-server.js';
import { Visitor } from '../../fixtures/admin-visitor.js';
import { type OidcIssuer, startOidcIssuer } from '../../fixtures/oidc-issuer.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const team = 'T0OURS';

/** The admin page alone, in memory. */
async function startAdmin(issuer: OidcIssuer, origin: string, mayChangeQueues: boolean) {
  const sessions = new Map<string, AdminSession>();
  const world = {
    ...{ mayLook: true, looksFail: false, overBudget: false },
    /** A look is recorded after it. */
    gate: Promise.resolve(),
    looks: [] as AuditedQuery[],
    uses: [] as boolean[],
    /** The jobs added to the queue `press`. */
    added: [] as unknown[],
    places: async (): Promise<readonly RecordPlace[]> => [],
  };
  const press = {
    ...{ name: 'press', opts: { prefix: 'bull' }, metaValues: { version: 'bullmq:5' } },
    add: async (...job: unknown[]) => void world.added.push(job),
    pause: async () => undefined,
  };
  const ports = {
    sessions: {
      open: async (id: string, session: AdminSession) => void sessions.set(id, session),
      find: async (id: string, { isUse }: { isUse: boolean }) => {
        world.uses.push(isUse);
        return sessions.get(id) ?? null;
      },
      end: async (id: string) => void sessions.delete(id),
    },
    tries: { begin: async () => true, succeeded: async () => undefined },
    looks: {
      noted: async (look: AuditedQuery) => {
        world.looks.push(look);
        await world.gate;
        if (world.looksFail) throw new Error('Command timed out');
      },
    },
    budgets: {
      count: async () =>
        world.overBudget ? { type: 'over', most: 60, until: 0, isFirst: false } : { type: 'within' },
    },
    mayLook: async () => world.mayLook,
    workspace: async () => ({ team, enterprise: '' }),
    personName: async () => null,
    groupName: async () => null,
    probe: async () => {
      if (world.looksFail) throw new Error('Command timed out');
    },
    fetch,
    record: { places: () => world.places() },
    store: { getAll: async () => [], open: async () => [], holders: async () => [] },
    queues: [press],
    now: () => Date.now(),
    log,
  } as unknown as AdminPorts;
  const { clientId, clientSecret, url } = issuer;
  const logIn = { type: 'oidc', issuer: url, clientId, clientSecret, people: [] } as const;
  const options: AdminOptions = { origin, logIn, mayChangeQueues, locale: 'en' };
  const app = createAdmin(options, ports, messagesFor);
  const server = await listen([], {
    ...{ port: 0, host: '127.0.0.1', setting: 'ADMIN_PORT', log, others: app.handle },
  });
  return { server, sessions, world };
}

function withResolvers<T>() {
  let [resolve, reject]: [(value: T) => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

describe('the guards of the admin page', () => {
  const opened: (HttpServer | OidcIssuer)[] = [];
  const start = async (origin: string, { mayChangeQueues = false } = {}) => {
    const issuer = await startOidcIssuer();
    issuer.somebody = { user: 'U0LAN00001', team };
    const admin = await startAdmin(issuer, origin, mayChangeQueues);
    opened.push(issuer, admin.server);
    const here = `http://127.0.0.1:${admin.server.port}`;
    const me = new Visitor(here);
    const enter = async () => {
      const away = (await me.get('/admin/log-in/slack')).headers.get('location') ?? '';
      const back = new URL((await me.get(away)).headers.get('location') ?? '');
      return me.get(`${back.pathname}${back.search}`);
    };
    return { ...admin, here, me, enter };
  };
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });

  it('close the page to somebody who may no longer look, during their session', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    await enter();
    expect((await me.get('/admin/requests')).status).toBe(200);
    world.mayLook = false;
    expect((await me.get('/admin/requests')).status).toBe(303);
  });

  it('keep the secret of a session out of the store', async () => {
    const { me, enter, sessions } = await start('http://127.0.0.1:1');
    await enter();
    const secret = me.cookie('unlink-admin-session') ?? '';
    expect(secret).toMatch(/^[\w-]{43}$/u);
    expect(JSON.stringify([...sessions])).not.toContain(secret);
  });

  it('send cookies over HTTPS alone, to this host alone and to no script', async () => {
    const { enter } = await start('https://unlink.example');
    const [session] = (await enter()).headers.getSetCookie().filter((each) => each.includes('session'));
    expect(session).toMatch(/^__Host-unlink-admin-session=[\w-]{43}; /u);
    for (const attribute of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
      expect(session).toContain(attribute);
  });

  it('show nothing whose look could not be recorded', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    await enter();
    world.looksFail = true;
    const answer = await me.get('/admin/requests');
    expect([answer.status, await answer.text()]).toEqual([503, expect.not.stringContaining('<table')]);
  });

  it('let nobody in whose log-in could not be recorded', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    world.looksFail = true;
    expect((await enter()).status).toBe(503);
    world.looksFail = false;
    expect((await me.get('/admin/requests')).status).toBe(303);
  });

  it('stop somebody who opens more pages than one person may', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    await enter();
    world.overBudget = true;
    expect((await me.get('/admin/requests')).status).toBe(429);
  });

  it('link to no other host, however a path is written', async () => {
    const { here, me, enter } = await start('http://127.0.0.1:1');
    await enter();
    const answer = await me.get(`${here}//elsewhere.example/admin`);
    expect([answer.status, await answer.text()]).toEqual([
      404,
      expect.not.stringContaining('elsewhere.example'),
    ]);
  });

  it('let somebody who may change queues neither add nor edit a job', async () => {
    const { here, me, enter, world } = await start('http://127.0.0.1:1', { mayChangeQueues: true });
    await enter();
    const queue = '/admin/queues/board/api/queues/press';
    const send = async (method: string, path: string) =>
      (await me.send(method, `${here}${path}`, { origin: 'http://127.0.0.1:1' })).status;
    expect(await send('POST', `${queue}/add`)).toBe(403);
    expect(await send('PATCH', `${queue}/7/update-data`)).toBe(403);
    expect(await send('PUT', `${queue}/obliterate`)).toBe(403);
    expect(await send('POST', `${queue.replace('queues', 'q%75eues')}/add`)).toBe(403);
    expect(world.added).toEqual([]);
  });

  it('record a change of a queue with what it was', async () => {
    const { here, me, enter, world } = await start('http://127.0.0.1:1', { mayChangeQueues: true });
    await enter();
    const pause = `${here}/admin/queues/board/api/queues/press/pause`;
    const answer = await me.send('PUT', pause, { origin: 'http://127.0.0.1:1' });
    expect(answer.status).toBe(200);
    expect(world.looks.at(-1)).toMatchObject({ what: 'admin_queue_change', about: 'PUT /press/pause' });
  });

  it('show no more jobs at once than fit on a page', async () => {
    const { me, enter } = await start('http://127.0.0.1:1');
    await enter();
    const queues = '/admin/queues/board/api/queues?activeQueue=press&jobsPerPage=';
    for (const number of ['1000000', '-1', '1e9', 'x'])
      expect((await me.get(queues + number)).status).toBe(400);
  });

  it('take a look at Bull Board for use, and what it asks for by itself for none', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    await enter();
    await me.get('/admin/queues/board');
    expect(world.uses.at(-1)).toBe(true);
    await me.get('/admin/queues/board/api/queues');
    expect(world.uses.at(-1)).toBe(false);
  });

  it('write two files at a time, also when more are asked for in one moment', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    await enter();
    const gate = withResolvers<void>();
    const reading = withResolvers<readonly RecordPlace[]>();
    world.gate = gate.promise;
    world.places = () => reading.promise;
    const asked = Array.from({ length: 5 }, () => me.get('/admin/requests.csv'));
    await vi.waitFor(() => expect(world.looks.filter(({ what }) => what === 'admin_export')).toHaveLength(5));
    gate.resolve();
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 200, 429, 429, 429]);
    reading.resolve([]);
    for (const each of await Promise.all(asked)) await each.text();
    await me.send('HEAD', '/admin/requests.csv', {});
    await me.send('HEAD', '/admin/requests.csv', {});
    expect((await me.get('/admin/requests.csv')).status).toBe(200);
  });

  it('say that nothing was found so far while there is more to search', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    await enter();
    world.places = async () => [{ at: 1, id: 'UR-AAAA' }];
    const html = await (await me.get('/admin/requests?q=shop')).text();
    expect(html).toContain('No match so far');
    expect(html).toContain('after=1-UR-AAAA');
  });

  it('break off a file when the record cannot be read any further, and answer on', async () => {
    const { me, enter, world } = await start('http://127.0.0.1:1');
    await enter();
    for (const _ of [1, 2, 3]) {
      const failing = withResolvers<readonly RecordPlace[]>();
      world.places = () => failing.promise;
      const answer = await me.get('/admin/requests.csv');
      expect(answer.status).toBe(200);
      failing.reject(new Error('Command timed out'));
      await expect(answer.text()).rejects.toThrow();
    }
    world.places = async () => [];
    expect((await me.get('/admin/requests.csv')).status).toBe(200);
  });

  it('take no form that is longer than any of its own', async () => {
    const { me } = await start('http://127.0.0.1:1');
    expect((await me.post('/admin/log-out', { token: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
