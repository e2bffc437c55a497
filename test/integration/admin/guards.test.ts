import { afterEach, describe, expect, it } from 'vitest';
import type { AdminOptions, AdminPorts } from '../../../src/admin/admin-ports.js';
import { createAdmin } from '../../../src/admin/app.js';
import type { AdminSession } from '../../../src/flow/ports/admin.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import { type HttpServer, listen } from '../../../src/ops/http-server.js';
import { Visitor } from '../../fixtures/admin-visitor.js';
import { type OidcIssuer, startOidcIssuer } from '../../fixtures/oidc-issuer.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const team = 'T0OURS';

/** The admin page alone, in memory. */
async function startAdmin(issuer: OidcIssuer, origin: string) {
  const sessions = new Map<string, AdminSession>();
  const world = { mayLook: true, looksFail: false, overBudget: false };
  const ports = {
    sessions: {
      open: async (id: string, session: AdminSession) => void sessions.set(id, session),
      find: async (id: string) => sessions.get(id) ?? null,
      end: async (id: string) => void sessions.delete(id),
    },
    tries: { begin: async () => true, succeeded: async () => undefined },
    looks: {
      noted: async () => {
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
    record: { places: async () => [] },
    store: { getAll: async () => [], open: async () => [], holders: async () => [] },
    queues: [],
    now: () => Date.now(),
    log,
  } as unknown as AdminPorts;
  const { clientId, clientSecret, url } = issuer;
  const logIn = { type: 'oidc', issuer: url, clientId, clientSecret, people: [] } as const;
  const options: AdminOptions = { origin, logIn, mayChangeQueues: false, locale: 'en' };
  const app = createAdmin(options, ports, messagesFor);
  const server = await listen([], {
    ...{ port: 0, host: '127.0.0.1', setting: 'ADMIN_PORT', log, others: app.handle },
  });
  return { server, sessions, world };
}

describe('the guards of the admin page', () => {
  const opened: (HttpServer | OidcIssuer)[] = [];
  const start = async (origin: string) => {
    const issuer = await startOidcIssuer();
    issuer.somebody = { user: 'U0LAN00001', team };
    const admin = await startAdmin(issuer, origin);
    opened.push(issuer, admin.server);
    const here = `http://127.0.0.1:${admin.server.port}`;
    const me = new Visitor(here);
    const enter = async () => {
      const away = (await me.get('/admin/log-in/slack')).headers.get('location') ?? '';
      const back = new URL((await me.get(away)).headers.get('location') ?? '');
      return me.get(`${back.pathname}${back.search}`);
    };
    return { ...admin, me, enter };
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

  it('take no form that is longer than any of its own', async () => {
    const { me } = await start('http://127.0.0.1:1');
    expect((await me.post('/admin/log-out', { token: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
