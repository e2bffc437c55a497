import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer, globalAgent } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { startWorkspace, type Workspace } from '../../../sandbox/slack/workspace.js';
import { startZca, type Zca } from '../../../sandbox/zca/zca.js';
import { botScopes, manifestOf } from '../../../src/chat/slack/inbound/manifest.js';
import { diagnose } from '../../../src/cli/doctor/doctor.js';
import type { Stage } from '../../../src/cli/doctor/rehearsal.js';
import { linesOf } from '../../../src/cli/doctor/report.js';
import { messagesFor } from '../../../src/i18n/messages-for.js';
import { Keys } from '../../../src/store/keys.js';
import { selfSigned } from '../../fixtures/certificates.js';
import { startConnectProxy } from '../../fixtures/connect-proxy.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { withServer } from '../../fixtures/with-server.js';
import { approvers, people, places, useWorld } from '../../fixtures/world.js';

const secrets = {
  SLACK_BOT_TOKEN: 'xoxb-test-secret-token',
  SLACK_SIGNING_SECRET: 'test-signing-secret-0123',
  ZCA_API_TOKEN: 'test-zca-secret-token',
} as const;

describe('the doctor', () => {
  const world = useWorld();
  const files: string[] = [];
  afterEach(async () => {
    for (const each of files.splice(0)) await rm(each, { recursive: true, force: true });
  });

  const goodEnv = (): NodeJS.ProcessEnv => {
    const { config, workspace, zca } = world();
    return {
      ...secrets,
      BOT_LOCALE: 'en',
      REDIS_URL: config.redis.url,
      REDIS_PREFIX: config.redis.prefix,
      SLACK_API_URL: workspace.apiUrl,
      ZCA_API_URL: zca.url,
      UNLINK_APPROVERS: approvers,
      UNLINK_CHANNELS: places.ops,
      OPS_CHANNEL: places.ops,
      AUDIT_KEY: randomBytes(32).toString('base64'),
      ZCA_OWN_OA: '1111111111111111111',
    };
  };

  /** The doctor's findings other than ticks, as `verdict code`, and its whole report. */
  async function examined(
    change: NodeJS.ProcessEnv = {},
    url = `http://127.0.0.1:${world().web.port}`,
    stage: Stage | null = null,
  ) {
    const env = { ...goodEnv(), ...change };
    const { reports, locale } = await diagnose(botConfig, { env, url, isBeforeStart: false, stage });
    const said = reports.flatMap((report) => linesOf(report, messagesFor(locale).doctor)).join('\n');
    const wrong = reports
      .flatMap(({ findings }) => findings)
      .filter(({ verdict }) => verdict !== 'ok')
      .map(({ verdict, code }) => `${verdict} ${code}`);
    return { wrong, said };
  }

  async function secretFile(text: string, mode: number): Promise<string> {
    const dir = await mkdtemp(join(tmpdir(), 'doctor-'));
    files.push(dir);
    const path = join(dir, 'secret');
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  }

  it('finds nothing wrong with a good set-up, and prints no secret', async () => {
    const { wrong, said } = await examined();
    expect(wrong).toEqual([]);
    expect(said).toContain('✓ A worker is running.');
    for (const secret of Object.values(secrets)) expect(said).not.toContain(secret);
  });

  it('goes through the proxy, as the bot does', async () => {
    const proxy = await startConnectProxy(1);
    try {
      await examined(
        {
          HTTPS_PROXY: proxy.url,
          SLACK_API_URL: 'https://slack.invalid/api/',
          ZCA_API_URL: 'https://gateway.invalid',
          ZALO_API_URL: 'https://zalo.invalid',
          ZALO_OA_TOKENS: '4318093042839471234=token',
        },
        'https://bot.invalid',
      );
      expect(new Set(proxy.asked)).toEqual(
        new Set(['slack.invalid:443', 'gateway.invalid:443', 'zalo.invalid:443']),
      );
    } finally {
      await proxy.close();
    }
  });

  it('speaks Vietnamese where BOT_LOCALE says so', async () => {
    expect((await examined({ BOT_LOCALE: 'vi' })).said).toContain('✓ Có worker đang chạy.');
  });

  it('rehearses: a card appears, is cancelled, and is gone again', async () => {
    const { workspace } = world();
    const stage = { channel: places.ops, user: people.lan };
    const { wrong, said } = await examined({}, undefined, stage);
    expect(wrong).toEqual([]);
    expect(said).toMatch(/A dry run went through queue, worker, ZCA and Slack in \d+ s: UR-/u);
    expect(workspace.messages(places.ops)).toEqual([]);
  });

  it('rehearses in nobody’s name who may not ask there', async () => {
    const stage = { channel: places.general, user: people.lan };
    const { wrong } = await examined({}, undefined, stage);
    expect(wrong).toEqual(['failed rehearsal_refused']);
  });

  it('has Slack validate every card and dialog in both languages', async () => {
    const { said } = await examined();
    expect(said).toMatch(/✓ Slack accepts all \d\d cards, messages and dialogs\./u);
  });

  describe('names, with the next step,', () => {
    it('every wrong setting at once, and goes on to Redis', async () => {
      const { wrong, said } = await examined({ BOT_LOCALE: 'fr', ZCA_API_URL: 'gateway', PORT: 'x' });
      expect(wrong.filter((each) => each === 'failed setting_wrong')).toHaveLength(3);
      expect(said).toContain('BOT_LOCALE must be vi or en');
    });

    it('a secret’s file that everybody on the machine can read', async () => {
      const path = await secretFile(secrets.SLACK_BOT_TOKEN, 0o644);
      const { wrong, said } = await examined({ SLACK_BOT_TOKEN: '', SLACK_BOT_TOKEN_FILE: path });
      expect(wrong).toEqual(['warning secret_file_open']);
      expect(said).toContain(`→ Run chmod 600 ${path}.`);
    });

    it('a secret’s file that everybody on the machine can change', async () => {
      const path = await secretFile(secrets.SLACK_BOT_TOKEN, 0o666);
      const { wrong } = await examined({ SLACK_BOT_TOKEN: '', SLACK_BOT_TOKEN_FILE: path });
      expect(wrong).toEqual(['failed secret_file_writable']);
    });

    it('a secret’s file that is not there', async () => {
      const { wrong, said } = await examined({
        SLACK_BOT_TOKEN: '',
        SLACK_BOT_TOKEN_FILE: '/nowhere/secret',
      });
      expect(wrong.filter((each) => each.startsWith('failed'))).toEqual(['failed secret_file_unreadable']);
      expect(said).toContain('→ Put the secret into /nowhere/secret, or correct SLACK_BOT_TOKEN_FILE.');
    });

    it('a Redis that is not there', async () => {
      const { wrong, said } = await examined({ REDIS_URL: 'redis://127.0.0.1:1' });
      expect(wrong).toContain('failed redis_unreachable');
      expect(said).toContain('No Redis answers at 127.0.0.1:1');
    });

    it('a password that Redis does not accept', async () => {
      const { host } = new URL(goodEnv()['REDIS_URL'] ?? '');
      const { wrong, said } = await examined({ REDIS_URL: `redis://nobody:wrong-pass@${host}` });
      expect(wrong).toContain('failed redis_refuses');
      expect(said).toContain('refuses the bot: WRONGPASS');
      expect(said).not.toContain('wrong-pass');
    });

    it('the commands that the user at Redis may not use', async () => {
      const user = ['ACL', 'SETUSER', 'narrow', 'on', '>narrow-pass', '~*', '&*', '+@all', '-xadd', '-wait'];
      await asking(world().redis, (redis) => redis.call(...(user as [string])));
      const { host } = new URL(goodEnv()['REDIS_URL'] ?? '');
      const { wrong, said } = await examined({ REDIS_URL: `redis://narrow:narrow-pass@${host}` });
      expect(wrong).toContain('failed redis_rights_missing');
      expect(said).toContain('may not use XADD.');
    });

    it('none, where the user has the rights of docs/operations.md', async () => {
      const { config, redis } = world();
      const line = /^ACL (SETUSER zca-unlink .+)$/mu.exec(await readFile('docs/operations.md', 'utf8'))?.[1];
      const words = (line ?? '').replace('{zca-unlink}', config.redis.prefix).split(' ');
      await asking(redis, (client) => client.call('ACL', ...words));
      const { host } = new URL(config.redis.url);
      const { wrong } = await examined({ REDIS_URL: `redis://zca-unlink:PASSWORD@${host}` });
      expect(wrong).toEqual([]);
    });

    it('an eviction policy, a missing append-only file, and memory that runs short', async () => {
      const set = (name: string, value: string) =>
        asking(world().redis, (redis) => redis.config('SET', name, value));
      await set('maxmemory-policy', 'allkeys-lru');
      await set('appendonly', 'no');
      try {
        const { wrong } = await examined();
        expect(wrong).toEqual(expect.arrayContaining(['failed redis_evicts', 'warning redis_without_file']));
      } finally {
        await set('maxmemory-policy', 'noeviction');
        await set('appendonly', 'yes');
      }
      // Under a policy that evicts, a limit would take the worker's sign of life.
      const used = await asking(world().redis, (redis) => redis.info('memory'));
      await set('maxmemory', String(Math.round(Number(/used_memory:(\d+)/u.exec(used)?.[1]) * 1.08)));
      try {
        expect((await examined()).wrong).toContain('warning redis_memory_short');
      } finally {
        await set('maxmemory', '0');
      }
    });

    it('a token that Slack refuses', async () => {
      const { wrong, said } = await examined({ SLACK_BOT_TOKEN: 'xoxb-other' });
      expect(wrong).toContain('failed slack_refuses');
      expect(said).toContain('invalid_auth');
    });

    it('a Slack that does not answer', async () => {
      const { wrong } = await examined({ SLACK_API_URL: 'http://127.0.0.1:1/api/' });
      expect(wrong).toContain('failed slack_unreachable');
    });

    it('cards that Slack would refuse, and a Slack that knows no check', async () => {
      const { faults } = world().workspace;
      faults.add({ method: 'blocks.validate', kind: 'error', error: 'invalid_blocks' });
      expect((await examined()).wrong).toEqual(['failed blocks_wrong']);
      faults.add({ method: 'blocks.validate', kind: 'error', error: 'unknown_method', times: 4 });
      expect((await examined()).wrong).toEqual(['warning blocks_unknown']);
    });

    it('a channel that the bot is not in', async () => {
      const { wrong, said } = await examined({ UNLINK_CHANNELS: 'C0NOTTHERE' });
      expect(wrong).toContain('failed channel_closed');
      expect(said).toContain('→ Type /invite @zca-unlink in that channel');
    });

    it('a group and a person that the workspace does not know', async () => {
      const { wrong } = await examined({ UNLINK_APPROVERS: 'S0NOBODY01,U0NOBODY02' });
      expect(wrong).toEqual(expect.arrayContaining(['failed group_unreadable', 'warning person_unknown']));
    });

    it('a token of another workspace', async () => {
      const { wrong, said } = await examined({
        UNLINK_APPROVERS: 'S0NOBODY01',
        UNLINK_CHANNELS: 'C0NOBODY01',
        OPS_CHANNEL: '',
      });
      expect(wrong).toContain('failed slack_other_workspace');
      expect(said).toContain('SLACK_BOT_TOKEN is probably from another workspace');
    });

    it('an app-level token of another app, which opens no socket', async () => {
      const { wrong } = await examined({ SLACK_APP_TOKEN: 'xapp-1-A0OTHERAPP-1-x' });
      expect(wrong).toEqual(expect.arrayContaining(['failed slack_app_differs', 'failed socket_refused']));
    });

    it('an address where web has another signing secret', async () => {
      const { wrong } = await examined({ SLACK_SIGNING_SECRET: 'another-signing-secret' });
      expect(wrong).toEqual(['failed address_refuses']);
    });

    it('an address where something else answers, or nothing', async () => {
      await withServer(
        (_, response) => response.end('hello'),
        async (url) => expect((await examined({}, url)).wrong).toEqual(['failed address_of_others']),
      );
      expect((await examined({}, 'http://127.0.0.1:1')).wrong).toEqual(['failed address_unreachable']);
    });

    it('a token that the gateway refuses', async () => {
      const { wrong, said } = await examined({ ZCA_API_TOKEN: 'other-token' });
      expect(wrong).toEqual(['failed gateway_denies']);
      expect(said).toContain('→ Renew the token, and set ZCA_API_TOKEN.');
    });

    it('a gateway that is not there', async () => {
      const { wrong, said } = await examined({ ZCA_API_URL: 'http://127.0.0.1:1' });
      expect(wrong).toEqual(['failed zca_away']);
      expect(said).toContain('127.0.0.1:1: nothing listens there (ECONNREFUSED).');
    });

    it('a gateway whose certificate has expired', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'doctor-'));
      files.push(dir);
      const { cert, key } = await selfSigned(dir, 'IP:127.0.0.1', -1);
      const server = createTlsServer({ cert, key }, (_, response) => response.end());
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : address;
      const trusted = globalAgent.options.ca;
      globalAgent.options.ca = cert;
      try {
        const { wrong, said } = await examined({ ZCA_API_URL: `https://127.0.0.1:${port}` });
        expect(wrong).toContain('failed zca_away');
        expect(said).toContain('→ Renew the certificate, and check this machine’s clock.');
      } finally {
        globalAgent.options.ca = trusted;
        server.close();
      }
    });

    it('a gateway that answers what is not its contract', async () => {
      await withServer(
        (_, response) => response.end('<html>'),
        async (url) => {
          const { wrong, said } = await examined({ ZCA_API_URL: url });
          expect(wrong).toEqual(['failed gateway_off_contract']);
          expect(said).toContain('GET /v1/assets: HTTP 200, no JSON envelope');
        },
      );
    });

    it('a gateway that takes any token', async () => {
      const page = { error: 0, message: '', data: { items: [], next_cursor: null } };
      await withServer(
        (_, response) => response.end(JSON.stringify(page)),
        async (url) =>
          expect((await examined({ ZCA_API_URL: url })).wrong).toContain('failed gateway_takes_any_token'),
      );
    });

    it('a Zalo token that has expired', async () => {
      const { zca } = world();
      const { wrong } = await examined({
        ZALO_API_URL: zca.url,
        ZALO_OA_TOKENS: '4318093042839471234=expired-token',
      });
      expect(wrong).toEqual(['failed zalo_unreadable']);
    });

    it('an audit log without a key, and alerts without a channel', async () => {
      const { wrong } = await examined({ AUDIT_KEY: '', OPS_CHANNEL: '' });
      expect(wrong).toEqual(['warning audit_without_key', 'warning anchor_missing']);
    });

    it('an audit log whose end does not fit', async () => {
      const { config, redis } = world();
      const { auditHead } = new Keys(config.redis.prefix);
      await asking(redis, (client) => client.set(auditHead, `7:${'a'.repeat(64)}`));
      try {
        expect((await examined()).wrong).toEqual(['failed audit_end_differs']);
      } finally {
        await asking(redis, (client) => client.del(auditHead));
      }
    });

    it('a worker that is missing', async () => {
      const { wrong, said } = await examined({ REDIS_PREFIX: '{nobody-here}' });
      expect(wrong).toContain('failed worker_missing');
      expect(said).toContain('→ Start npm run worker.');
    });
  });
});

describe('the doctor beside an app that lacks a scope', () => {
  let workspace: Workspace;
  let zca: Zca;
  const configToken = 'xoxe.xoxp-1-test-token';
  beforeAll(async () => {
    const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = secrets;
    const scopes = [...botScopes.filter((scope) => scope !== 'usergroups:read'), 'chat:write.public'];
    const manifest = manifestOf({
      door: { type: 'http', requestUrl: 'https://bot.example.com/slack/events' },
    });
    const shown = { ...manifest, settings: { ...manifest.settings, socket_mode_enabled: true } };
    workspace = await startWorkspace({ botToken, signingSecret, scopes, configToken, manifest: shown });
    zca = await startZca({ accessToken: secrets.ZCA_API_TOKEN });
  });
  afterAll(() => Promise.all([workspace.close(), zca.close()]));

  async function saidOf(change: NodeJS.ProcessEnv = {}): Promise<string> {
    const env = {
      ...secrets,
      BOT_LOCALE: 'en',
      REDIS_URL: 'redis://127.0.0.1:1',
      SLACK_API_URL: workspace.apiUrl,
      ZCA_API_URL: zca.url,
      UNLINK_APPROVERS: approvers,
      ...change,
    };
    const { reports } = await diagnose(botConfig, { env, url: null, isBeforeStart: true, stage: null });
    return reports.flatMap((report) => linesOf(report, messagesFor('en').doctor)).join('\n');
  }

  it('names the scope, and the one that nobody needs', async () => {
    const said = await saidOf();
    expect(said).toContain('✗ The app lacks the scope usergroups:read.');
    expect(said).toContain('! The app has scopes that the bot does not use: chat:write.public.');
  });

  it('names what the manifest in Slack has otherwise', async () => {
    const said = await saidOf({ SLACK_CONFIG_TOKEN: configToken });
    expect(said).toContain('✗ The manifest in Slack differs at settings.socket_mode_enabled.');
    expect(said).not.toContain(configToken);
  });

  it('names a configuration token that has expired', async () => {
    const said = await saidOf({ SLACK_CONFIG_TOKEN: 'xoxe.xoxp-1-old' });
    expect(said).toContain('✗ Slack does not show the app’s manifest: invalid_auth.');
  });
});

describe('the doctor among neighbours that never answer', () => {
  const hanging = createServer(() => undefined);
  beforeAll(() => new Promise<void>((resolve) => void hanging.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void hanging.close());

  it('ends within a minute, and names each of them', async () => {
    const address = hanging.address();
    const port = typeof address === 'object' ? address?.port : address;
    const env = {
      ...secrets,
      REDIS_URL: `redis://127.0.0.1:${port}`,
      SLACK_API_URL: `http://127.0.0.1:${port}/api/`,
      ZCA_API_URL: `http://127.0.0.1:${port}`,
      ZALO_API_URL: `http://127.0.0.1:${port}`,
      ZALO_OA_TOKENS: '4318093042839471234=token',
      UNLINK_APPROVERS: approvers,
    };
    const since = performance.now();
    const { reports } = await diagnose(botConfig, { env, url: null, isBeforeStart: false, stage: null });
    const codes = reports.flatMap(({ findings }) => findings).map(({ code }) => code);
    expect(performance.now() - since).toBeLessThan(60_000);
    expect(codes).toEqual(
      expect.arrayContaining(['redis_unreachable', 'slack_unreachable', 'zca_away', 'zalo_unreadable']),
    );
  });
});
