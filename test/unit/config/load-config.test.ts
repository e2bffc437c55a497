import { describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { ConfigError, loadConfig, loadConsoleSettings } from '../../../src/config/load-config.js';
import type { Config } from '../../../src/config/schema.js';

/** The smallest environment of a bot over HTTP. */
const enough = {
  SLACK_BOT_TOKEN: 'xoxb-1-token',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  ZCA_API_URL: 'https://zca.example/api',
  ZCA_API_TOKEN: 'zca-token',
};

describe('the configuration', () => {
  it('has defaults for everything optional', () => {
    expect(load()).toMatchObject({
      locale: 'vi',
      port: 3000,
      logLevel: 'info',
      redis: { url: 'redis://127.0.0.1:6379', prefix: '{zca-unlink}', keepFinishedDays: 365 },
      slack: { apiUrl: 'https://slack.com/api/' },
      policy: { base: { approvers: [], requesters: [], channels: [] }, rules: [] },
    });
  });

  it('accepts a channel for alerts, and has none where it is not set', () => {
    expect([load({ OPS_CHANNEL: 'C0OPS1234' }).ops.channel, load().ops.channel]).toEqual(['C0OPS1234', null]);
  });

  it('treats a blank variable as not set', () => {
    expect(load({ PORT: '  ', BOT_LOCALE: '' })).toMatchObject({ port: 3000, locale: 'vi' });
  });

  it('trims blanks off a value', () => {
    expect(load({ SLACK_BOT_TOKEN: ' xoxb-1-token\n' }).slack.botToken).toBe('xoxb-1-token');
  });

  it('needs no signing secret in Socket Mode', () => {
    const { SLACK_SIGNING_SECRET: _, ...rest } = enough;
    expect(loadConfig(botConfig, { ...rest, SLACK_APP_TOKEN: 'xapp-1-token' }).slack).toMatchObject({
      appToken: 'xapp-1-token',
      signingSecret: undefined,
    });
  });

  it('reads a new signing secret and the old ones after it, and refuses the list for one that is too short', () => {
    const [newer, older] = ['b'.repeat(32), 'c'.repeat(32)];
    expect(load({ SLACK_SIGNING_SECRET: `${newer},\n${older}` }).slack).toMatchObject({
      signingSecret: newer,
      olderSigningSecrets: [older],
    });
    expect(() => load({ SLACK_SIGNING_SECRET: `${newer},short` })).toThrow(
      'SLACK_SIGNING_SECRET is too short to be a signing secret',
    );
    expect(() => load({ SLACK_SIGNING_SECRET: ',' })).toThrow('SLACK_SIGNING_SECRET');
  });

  it.each([
    ['U012AB,S034CD', ['U012AB', 'S034CD']],
    [' U012AB , S034CD ', ['U012AB', 'S034CD']],
    ['U012AB S034CD', ['U012AB', 'S034CD']],
    ['U012AB,,\nS034CD,', ['U012AB', 'S034CD']],
    ['', []],
  ])('reads the list “%s”', (list, ids) => {
    expect(load({ UNLINK_APPROVERS: list }).policy.base.approvers).toEqual(ids);
  });

  it('reads each OA’s token, which may itself contain an equals sign', () => {
    const { tokens } = load({ ZALO_OA_TOKENS: '4318093042839471234=abc==, 1196255914348396017=d_e-f' }).zalo;
    expect([...tokens]).toEqual([
      ['4318093042839471234', 'abc=='],
      ['1196255914348396017', 'd_e-f'],
    ]);
  });

  it.each([
    ['ZALO_APP_ID', { ZALO_OA_SECRET: 'oa-secret-0123' }],
    ['ZALO_APP_SECRET', { ZALO_APP_ID: '1234', ZALO_TOKEN_KEY: Buffer.alloc(32, 7).toString('base64') }],
    ['ZALO_TOKEN_KEY', { ZALO_APP_ID: '1234', ZALO_APP_SECRET: 'app-secret-0123' }],
    ['ZALO_BOT_TOKEN', { ZALO_BOT_SECRET: 'bot-secret-0123' }],
  ])('asks for %s beside the settings that need it', (name, env) => {
    expect(problems({ ...enough, ...env })).toEqual([expect.stringMatching(`^  - ${name} is missing`)]);
  });

  it('accepts lists written in bot.config.ts', () => {
    const written = { ...botConfig, policy: { ...botConfig.policy, approvers: ['U012AB'] } };
    expect(loadConfig(written, enough).policy.base.approvers).toEqual(['U012AB']);
  });
});

describe('the ZCA driver', () => {
  const { ZCA_API_URL: _url, ZCA_API_TOKEN: _token, ...slackOnly } = enough;
  const console = {
    ...slackOnly,
    ZCA_DRIVER: 'console',
    ZCA_ACCOUNT_CODE: 'SANDB0XZCA7Q2M9KD',
    CONSOLE_SESSION_KEY: Buffer.alloc(32, 7).toString('base64'),
  };

  it('is the gateway by default', () => {
    expect(load().zca).toMatchObject({ driver: 'http', apiUrl: 'https://zca.example/api' });
  });

  it('needs no gateway for the console', () => {
    expect(loadConfig(botConfig, console).zca).toMatchObject({
      driver: 'console',
      console: { address: 'https://account.zalo.solutions', sessionFile: 'console-session.json' },
    });
  });

  it.each([
    ['ZCA_DRIVER', 'robot'],
    ['ZCA_CONSOLE_URL', 'account.zalo.cloud'],
    ['ZCA_ACCOUNT_CODE', 'a/b'],
    ['ZCA_ACCOUNT_CODE', undefined],
    ['CONSOLE_SESSION_KEY', 'c2hvcnQ='],
    ['CONSOLE_SESSION_KEY', `!!!${Buffer.alloc(32, 7).toString('base64')}`],
    ['CONSOLE_SESSION_KEY', 'ab'.repeat(32)],
    ['CHROMIUM_NO_SANDBOX', 'true'],
    ['CONSOLE_SESSION_KEY', undefined],
  ])('names %s when it is “%s”', (name, value) => {
    expect(problems({ ...console, [name]: value })).toEqual([expect.stringMatching(`^  - ${name} `)]);
  });

  it('allows a console log-in before the rest of the bot is set up', () => {
    const { ZCA_ACCOUNT_CODE, CONSOLE_SESSION_KEY } = console;
    expect(loadConsoleSettings(botConfig, { ZCA_ACCOUNT_CODE, CONSOLE_SESSION_KEY }).accountCode).toBe(
      ZCA_ACCOUNT_CODE,
    );
  });
});

describe('an address that receives secrets', () => {
  const console = {
    ...enough,
    ZCA_DRIVER: 'console',
    ZCA_ACCOUNT_CODE: 'SANDB0XZCA7Q2M9KD',
    CONSOLE_SESSION_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  const places = [
    ['SLACK_API_URL', enough],
    ['ZCA_API_URL', enough],
    ['ZALO_API_URL', enough],
    ['ZALO_OAUTH_URL', enough],
    ['ZALO_BOT_API_URL', enough],
    ['ZCA_CONSOLE_URL', console],
  ] as const;

  it.each(places)('is refused in plain text: %s', (name, env) => {
    expect(problems({ ...env, [name]: 'http://gw.example/api' })).toEqual([
      expect.stringMatching(`^  - ${name} must begin with https://.*PLAIN_HTTP_HOSTS$`),
    ]);
  });

  it.each(places)('may be in plain text on a network declared safe: %s', (name, env) => {
    const allowed = { ...env, [name]: 'http://gw.example:8080/api', PLAIN_HTTP_HOSTS: 'gw.example' };
    expect(() => loadConfig(botConfig, allowed)).not.toThrow();
  });

  it.each(['http://127.0.0.1:3200', 'http://localhost:3200', 'http://[::1]:3200', 'http://127.8.8.8'])(
    'may be in plain text on this machine: %s',
    (url) => {
      expect(load({ ZCA_API_URL: url }).zca).toMatchObject({ apiUrl: url });
    },
  );

  it.each(['http://127.0.0.1.example', 'http://localhost.example', 'http://10.0.0.7'])(
    'is not taken for this machine: %s',
    (url) => {
      expect(problems({ ...enough, ZCA_API_URL: url })).toHaveLength(1);
    },
  );

  it.each(places)('must have no query, no fragment and no log-in: %s', (name, env) => {
    for (const url of ['https://a.example/?x=1', 'https://a.example/#x', 'https://me:secret@a.example/'])
      expect(problems({ ...env, [name]: url })).toEqual([
        `  - ${name} must have no ? or # part and no user or password in it`,
      ]);
  });

  it('follows the same rule for the console log-in', () => {
    const { ZCA_ACCOUNT_CODE, CONSOLE_SESSION_KEY } = console;
    const env = { ZCA_ACCOUNT_CODE, CONSOLE_SESSION_KEY, ZCA_CONSOLE_URL: 'http://console.example' };
    expect(() => loadConsoleSettings(botConfig, env)).toThrow('ZCA_CONSOLE_URL must begin with https://');
  });
});

describe('a misspelt setting', () => {
  it('stops the start, with the likely name', () => {
    expect(problems({ ...enough, UNLINK_REQESTERS: 'U012AB', unlink_approver: 'U012AB' })).toEqual([
      '  - UNLINK_REQESTERS is no setting; did you mean UNLINK_REQUESTERS?',
      '  - unlink_approver is no setting; did you mean UNLINK_APPROVERS?',
    ]);
  });

  it('is not suspected in a variable of other software', () => {
    const others = { ZCA_GATEWAY_SERVICE_HOST: '10.0.0.1', REDIS_URI: 'redis://x', PATH: '/bin' };
    expect(() => load({ ...others, REDIS_URL: 'redis://127.0.0.1' })).not.toThrow();
  });
});

describe('an invalid configuration', () => {
  it.each([
    ['BOT_LOCALE', 'fr'],
    ['OPS_CHANNEL', '#ops'],
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
    ['REDIS_URL', 'http://127.0.0.1'],
    ['REDIS_PREFIX', 'no-braces'],
    ['SLACK_BOT_TOKEN', 'xoxp-1-token'],
    ['SLACK_SIGNING_SECRET', 'short'],
    ['SLACK_APP_TOKEN', 'xoxb-1-token'],
    ['SLACK_API_URL', 'slack.com'],
    ['ZCA_API_URL', 'ftp://zca.example'],
    ['ZCA_API_TOKEN', 'two words'],
    ['ZCA_API_TOKEN', 'tökén'],
    ['SLACK_BOT_TOKEN', 'xoxb-1-tökén'],
    ['PLAIN_HTTP_HOSTS', 'http://gw.example'],
    ['UNLINK_APPROVERS', 'U012AB,@minh'],
    ['UNLINK_REQUESTERS', 'C012AB'],
    ['UNLINK_CHANNELS', '#zca-ops'],
    ['ZCA_OWN_OA', '4318093042839471234,main'],
    ['ZCA_OWN_APP', 'bot'],
    ['ZALO_API_URL', 'openapi.zalo.me'],
    ['ZALO_OA_TOKENS', 'a-token-without-its-oa'],
    ['ZALO_OAUTH_URL', 'oauth.zaloapp.com'],
    ['ZALO_APP_ID', 'bot'],
    ['ZALO_BOT_TOKEN', 'no-number'],
  ])('names %s when it is “%s”', (name, value) => {
    expect(problems({ ...enough, [name]: value })).toEqual([expect.stringMatching(`^  - ${name} `)]);
  });

  it.each(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'ZCA_API_URL', 'ZCA_API_TOKEN'])(
    'names %s when it is missing',
    (name) => {
      expect(problems({ ...enough, [name]: undefined })).toEqual([expect.stringMatching(`^  - ${name} `)]);
    },
  );

  it('must name operators, and needs no gateway, where people unlink by hand', () => {
    const { ZCA_API_URL: _url, ZCA_API_TOKEN: _token, ...rest } = enough;
    const manual = { ...rest, ZCA_DRIVER: 'manual' };
    expect(problems(manual)).toEqual([expect.stringMatching(/^ {2}- ZCA_OPERATORS names nobody/u)]);
    expect(problems({ ...manual, ZCA_OPERATORS: 'hoa' })).toEqual([
      expect.stringMatching(/^ {2}- ZCA_OPERATORS every entry must be/u),
    ]);
    expect(problems({ ...manual, ZCA_OPERATORS: 'U012AB', ZCA_PAGE_URL: 'javascript:alert(1)' })).toEqual([
      expect.stringMatching(/^ {2}- ZCA_PAGE_URL must be an address/u),
    ]);
    expect(loadConfig(botConfig, { ...manual, ZCA_OPERATORS: 'U012AB,S034CD' }).zca).toMatchObject({
      driver: 'manual',
      manual: { operators: ['U012AB', 'S034CD'], pageUrl: 'https://account.zalo.solutions/' },
    });
  });

  it('names an unknown driver', () => {
    expect(problems({ ...enough, ZCA_DRIVER: 'robot' })).toEqual([
      '  - ZCA_DRIVER must be http, console or manual',
    ]);
  });

  it('names everything that is missing at once', () => {
    expect(namesIn(problems({}))).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'ZCA_API_TOKEN',
      'ZCA_API_URL',
    ]);
  });

  it('names everything that is wrong at once', () => {
    expect(namesIn(problems(wrongEverywhere))).toEqual(Object.keys(wrongEverywhere).sort());
  });

  it('never reveals a value', () => {
    expect(messageOf(wrongEverywhere)).not.toMatch(/m4rk3r/iu);
  });

  it('never reveals a right value when another is wrong', () => {
    const env = { ...enough, SLACK_BOT_TOKEN: 'xoxb-m4rk3r', ZCA_API_TOKEN: 'm4rk3r', PORT: 'm4rk3r' };
    expect(messageOf(env)).not.toMatch(/m4rk3r/iu);
  });

  it('never reveals a value in the stack or cause of its error', () => {
    const error = failure(wrongEverywhere);
    expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toMatch(/m4rk3r/iu);
  });

  it('names the place of a setting in bot.config.ts', () => {
    const written = { ...botConfig, zca: { ...botConfig.zca, attempts: 0 } };
    expect(() => loadConfig(written, enough)).toThrow('zca.attempts in bot.config.ts');
  });

  it.each([
    [6, 'must be at least 7 days'],
    [4_000, 'must be at most 3650 days'],
    [30.5, 'must be whole days'],
    ['a year', 'must be a number of days'],
  ])('cannot keep requests for %j days', (keepFinishedDays, words) => {
    const written = { ...botConfig, redis: { ...botConfig.redis, keepFinishedDays } };
    expect(() => loadConfig(written, enough)).toThrow(`redis.keepFinishedDays in bot.config.ts ${words}`);
  });
});

/** A wrong value for each variable, with a mark to search for. */
const wrongEverywhere = {
  BOT_LOCALE: 'm4rk3r-01',
  PORT: 'm4rk3r-02',
  LOG_LEVEL: 'm4rk3r-03',
  REDIS_URL: 'm4rk3r-04',
  REDIS_PREFIX: 'm4rk3r-05',
  SLACK_BOT_TOKEN: 'm4rk3r-06',
  SLACK_SIGNING_SECRET: 'm4rk3r-07',
  SLACK_APP_TOKEN: 'm4rk3r-08',
  SLACK_API_URL: 'm4rk3r-09',
  ZCA_API_URL: 'm4rk3r-10',
  ZCA_API_TOKEN: 'm4rk3r 11',
  UNLINK_APPROVERS: 'm4rk3r-12',
  UNLINK_REQUESTERS: 'm4rk3r-13',
  UNLINK_CHANNELS: 'm4rk3r-14',
  ZCA_OWN_OA: 'm4rk3r-15',
  ZCA_OWN_APP: 'm4rk3r-16',
  ZALO_API_URL: 'm4rk3r-17',
  ZALO_OA_TOKENS: '4318093042839471234=secret m4rk3r-18',
};

function load(env: Readonly<Record<string, string>> = {}): Config {
  return loadConfig(botConfig, { ...enough, ...env });
}

function failure(env: NodeJS.ProcessEnv): ConfigError {
  try {
    loadConfig(botConfig, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}

function messageOf(env: NodeJS.ProcessEnv): string {
  return failure(env).message;
}

function problems(env: NodeJS.ProcessEnv): string[] {
  return messageOf(env)
    .split('\n')
    .filter((line) => line.startsWith('  - '));
}

function namesIn(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.split(' ')[3] ?? ''))].sort();
}
