import { defineConfig, fromEnv, secretFromEnv } from './src/config/define-config.js';

/** The one file an operator edits. Secrets come from the environment or from files; docs/configuration.md explains every setting. */
export default defineConfig({
  locale: fromEnv('BOT_LOCALE', 'vi'),
  port: fromEnv('PORT', '3000'),
  /** The address to listen on; empty: all of the machine's. */
  host: fromEnv('HOST', ''),
  logLevel: fromEnv('LOG_LEVEL', 'info'),
  /** Hosts that may be spoken to without TLS, though secrets go there; this machine itself may always. */
  plainHttpHosts: fromEnv('PLAIN_HTTP_HOSTS', ''),

  redis: {
    /**
     * One Redis:     redis://[user:password@]host[:6379][/db]
     * Redis Cluster: redis+cluster://[user:password@]host[:6379],host[:6379],…
     * Sentinel:      redis+sentinel://[user:password@]host[:26379],host[:26379],…/master-name[/db]
     * With TLS `rediss` instead of `redis`.
     */
    url: secretFromEnv('REDIS_URL', 'redis://127.0.0.1:6379'),
    /** The braces keep all keys in one slot of a Redis Cluster. */
    prefix: fromEnv('REDIS_PREFIX', '{zca-unlink}'),
    /** How long a request is kept, and found in the history, after it has ended. The audit log is kept for ever. */
    keepFinishedDays: 365,
  },

  audit: {
    /** Chains the audit log, so that nobody who writes to Redis can make it up; empty: chained without a key. */
    keys: secretFromEnv('AUDIT_KEY', ''),
  },

  slack: {
    botToken: secretFromEnv('SLACK_BOT_TOKEN'),
    signingSecret: secretFromEnv('SLACK_SIGNING_SECRET'),
    appToken: secretFromEnv('SLACK_APP_TOKEN'),
    /** The app's id (A…); needed only where the log says that Slack does not tell it. */
    appId: fromEnv('SLACK_APP_ID', ''),
    apiUrl: fromEnv('SLACK_API_URL', 'https://slack.com/api/'),
    /** What Slack allows: posts in one channel, and updates of messages in all (docs.slack.dev/apis/web-api/rate-limits). */
    postsPerSecond: 1,
    updatesPerMinute: 40,
  },

  zca: {
    /**
     * `http`: a gateway of your own. `console`: Zalo's web console, by a browser. `manual`: people unlink in the ZCA's
     * page and the bot keeps the list.
     */
    driver: fromEnv('ZCA_DRIVER', 'http'),
    /** For `http`. */
    apiUrl: fromEnv('ZCA_API_URL'),
    accessToken: secretFromEnv('ZCA_API_TOKEN'),
    timeoutMs: 8_000,
    attempts: 5,
    backoffMs: 1_000,
    callsPerSecond: 20,
    concurrency: 5,
    /** The OA and the app that the bot itself runs on, by id: it never unlinks them. */
    ownOa: fromEnv('ZCA_OWN_OA', ''),
    ownApp: fromEnv('ZCA_OWN_APP', ''),
    /** For `console`; docs/console.md has the rest. */
    console: {
      address: fromEnv('ZCA_CONSOLE_URL', 'https://account.zalo.solutions'),
      /** The same console under its other names: the bot follows from one to another, and to no other host. */
      otherAddresses: ['https://account.zalo.solutions', 'https://account.zalo.cloud'],
      /** Where people log in to it. */
      logInHosts: ['id.zalo.me', 'oauth.zaloapp.com'],
      accountCode: fromEnv('ZCA_ACCOUNT_CODE'),
      sessionFile: fromEnv('CONSOLE_SESSION_FILE', 'console-session.json'),
      sessionKey: secretFromEnv('CONSOLE_SESSION_KEY'),
      chromiumPath: fromEnv('CHROMIUM_PATH', ''),
      /** `yes`: Chromium runs without its own sandbox, which it must where the worker is root. */
      noSandbox: fromEnv('CHROMIUM_NO_SANDBOX', ''),
      /** Where the screen says something else than src/config/console-schema.ts, for example { menu: 'Tài sản' } */
      labels: {},
    },
    /** For `manual`: who does it, where, and when they are reminded; docs/manual.md has the rest. */
    manual: {
      operators: fromEnv('ZCA_OPERATORS', ''),
      pageUrl: fromEnv('ZCA_PAGE_URL', 'https://account.zalo.solutions/'),
      remindAfterMinutes: [60, 4 * 60, 24 * 60],
    },
  },

  /** Where the bot has an OA's own token, the result says whether Zalo itself still shows the link. */
  zalo: {
    apiUrl: fromEnv('ZALO_API_URL', 'https://openapi.zalo.me'),
    /** `<OA id>=<access token>`, several by blanks. */
    tokens: secretFromEnv('ZALO_OA_TOKENS', ''),
    timeoutMs: 5_000,
  },

  ops: {
    /** Where the bot says what whoever runs it has to mend; empty: only in the log. */
    channel: fromEnv('OPS_CHANNEL', ''),
    /** Where GET /healthz and /readyz are answered; empty: by `web` on its own port, by `worker` not at all. */
    port: fromEnv('OPS_PORT', ''),
  },

  policy: {
    approvers: fromEnv('UNLINK_APPROVERS', ''),
    requesters: fromEnv('UNLINK_REQUESTERS', ''),
    channels: fromEnv('UNLINK_CHANNELS', ''),
    allowSelfApproval: false,
    /** How many different people must approve. */
    approvals: 1,
    reasonRequired: false,
    expiresAfterMinutes: 24 * 60,
    remindBeforeExpiryMinutes: [4 * 60, 30],
    /** How long the last approval can still be stopped before the first call; 0: not at all. */
    stopWindowSeconds: 0,
    mostAssets: 20,
    /** For example { id: '4318093042839471234', message: 'The company’s main OA stays linked.' } */
    protectedAssets: [],
    /** For these the approver types the last four digits of the id. */
    heavy: { verified: false, names: [], moreThan: 5 },
    /** Of each person, so that nobody keeps others from working; a search is what the form's picker is asked while somebody types. */
    budgets: {
      openRequests: 10,
      asksPerMinute: 20,
      pressesPerMinute: 90,
      looksPerMinute: 60,
      searchesPerMinute: 120,
    },
    /**
     * What differs for a kind, a channel or both: { kind: 'oa', approvals: 2 }, { channel: 'C0123', mostAssets: 5 }
     * Where several fit, the strictest counts for each setting.
     */
    rules: [],
  },
});
