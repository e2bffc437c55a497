import {
  defineConfig,
  fileFromEnv,
  fromEnv,
  fromEnvOrFile,
  secretFromEnv,
} from './src/config/define-config.js';

/** The one file an operator edits. Secrets come from the environment or from files; docs/configuration.md explains every setting. */
export default defineConfig({
  locale: fromEnv('BOT_LOCALE', 'vi'),
  port: fromEnv('PORT', '3000'),
  /** The address to listen on; empty: all addresses. */
  host: fromEnv('HOST', ''),
  logLevel: fromEnv('LOG_LEVEL', 'info'),
  /** Hosts that may be reached without TLS although secrets go there; this machine always may. */
  plainHttpHosts: fromEnv('PLAIN_HTTP_HOSTS', ''),

  /** For calls to Slack, the gateway, Zalo and the console; Redis is reached directly. */
  proxy: {
    url: secretFromEnv('HTTPS_PROXY', ''),
    noProxy: fromEnv('NO_PROXY', ''),
  },

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
    /** The time a request is kept, and found in the history, after its end. The audit log is kept until it is archived. */
    keepFinishedDays: 365,
  },

  audit: {
    /**
     * Chains the audit log, so that write access to Redis does not suffice to forge it; empty: chained without a key.
     */
    keys: secretFromEnv('AUDIT_KEY', ''),
    /** How many days of the log stay in Redis when `npm run audit -- archive` is run; empty: you say so each time. */
    keepDays: fromEnv('AUDIT_KEEP_DAYS', ''),
  },

  events: {
    /** Every audit entry is posted here as a CloudEvent, signed with EVENTS_SECRET; empty: nowhere. */
    url: fromEnv('EVENTS_URL', ''),
    secrets: secretFromEnv('EVENTS_SECRET', ''),
    /** Every audit entry as a line of JSON in this file; `-`: on standard output; empty: nowhere. */
    file: fromEnv('EVENTS_FILE', ''),
    /** With what people typed: reasons and queries. */
    includeTexts: false,
  },

  slack: {
    /** `off`: the bot speaks in Zalo alone (docs/zalo.md). */
    use: fromEnv('SLACK', 'on'),
    botToken: secretFromEnv('SLACK_BOT_TOKEN'),
    signingSecret: secretFromEnv('SLACK_SIGNING_SECRET'),
    appToken: secretFromEnv('SLACK_APP_TOKEN'),
    /** The app's id (A…); needed only if the log says that Slack does not report it. */
    appId: fromEnv('SLACK_APP_ID', ''),
    apiUrl: fromEnv('SLACK_API_URL', 'https://slack.com/api/'),
    /** The channel with the cards of requests that were asked in Zalo; empty: they have none in Slack. */
    cardsChannel: fromEnv('SLACK_CARDS_CHANNEL', ''),
    /** Slack limits posts per channel, and updates across all channels (docs.slack.dev/apis/web-api/rate-limits). */
    postsPerSecond: 1,
    updatesPerMinute: 40,
  },

  zca: {
    /**
     * `http`: a gateway of your own. `console`: Zalo's web console, through a browser. `manual`: people unlink in the
     * ZCA's page and the bot keeps the register.
     */
    driver: fromEnv('ZCA_DRIVER', 'http'),
    /** For `http`. */
    apiUrl: fromEnv('ZCA_API_URL'),
    accessToken: secretFromEnv('ZCA_API_TOKEN'),
    /** Files in PEM: the bot's certificate and its key, and the authority of the gateway's. */
    clientCert: fileFromEnv('ZCA_CLIENT_CERT'),
    clientKey: fileFromEnv('ZCA_CLIENT_KEY'),
    authority: fileFromEnv('ZCA_CA'),
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
      /** Other names of the same console: the bot follows redirects to these, and to no other host. */
      otherAddresses: ['https://account.zalo.solutions', 'https://account.zalo.cloud'],
      /** The hosts of its log-in page. */
      logInHosts: ['id.zalo.me', 'oauth.zaloapp.com'],
      accountCode: fromEnv('ZCA_ACCOUNT_CODE'),
      sessionFile: fromEnv('CONSOLE_SESSION_FILE', 'console-session.json'),
      sessionKey: secretFromEnv('CONSOLE_SESSION_KEY'),
      chromiumPath: fromEnv('CHROMIUM_PATH', ''),
      /** `yes` runs Chromium without its own sandbox, which is necessary if the worker is root. */
      noSandbox: fromEnv('CHROMIUM_NO_SANDBOX', ''),
      /** Texts on the screen that differ from src/config/console-schema.ts, for example { menu: 'Tài sản' } */
      labels: {},
    },
    /** For `manual`: the operators, their page, and their reminders; docs/manual.md has the rest. */
    manual: {
      operators: fromEnv('ZCA_OPERATORS', ''),
      pageUrl: fromEnv('ZCA_PAGE_URL', 'https://account.zalo.solutions/'),
      remindAfterMinutes: [60, 4 * 60, 24 * 60],
    },
  },

  zalo: {
    apiUrl: fromEnv('ZALO_API_URL', 'https://openapi.zalo.me'),
    oauthUrl: fromEnv('ZALO_OAUTH_URL', 'https://oauth.zaloapp.com'),
    botApiUrl: fromEnv('ZALO_BOT_API_URL', 'https://bot-api.zaloplatforms.com'),
    /**
     * `<OA id>=<access token>`, several separated by blanks, for OAs without `npm run zalo:login`: the result tells
     * whether Zalo itself still shows the link. Such a token ends after 25 hours.
     */
    tokens: secretFromEnv('ZALO_OA_TOKENS', ''),
    timeoutMs: 5_000,
    /** The app through which the OAs speak; its tokens are refreshed and stored, encrypted with the key (docs/zalo.md). */
    appId: fromEnvOrFile('ZALO_APP_ID', ''),
    appSecret: secretFromEnv('ZALO_APP_SECRET', ''),
    tokenKeys: secretFromEnv('ZALO_TOKEN_KEY', ''),
    /** The OA that the bot speaks through; it is never unlinked. */
    oaId: fromEnv('ZALO_OA_ID', ''),
    /** Signs the webhooks of OAs; empty: none are taken. */
    oaSecret: secretFromEnv('ZALO_OA_SECRET', ''),
    /** `app_secret` if Zalo signs with the app's secret instead. */
    webhookSignedWith: 'oa_secret',
    /** Zalo sends an event again for 1 h 51 min. */
    webhookMaxAgeMinutes: 150,
    /** How buttons are sent, `text` or `template`: Zalo's documents fit both. */
    buttonShape: 'text',
    /** Zalo lets an OA answer free of charge for this long after somebody's last word, and so often (docs/zalo.md). */
    freeWindowHours: 48,
    freeMessages: 8,
    /** The bot sends at most this many messages a month that Zalo charges for. */
    paidMessagesPerMonth: 0,
    /** A bot of the Bot Platform, and the secret that its webhook sends along. */
    botToken: secretFromEnv('ZALO_BOT_TOKEN', ''),
    botSecret: secretFromEnv('ZALO_BOT_SECRET', ''),
    /** The Bot Platform’s limits for a bot; the bot tells OPS_CHANNEL before it reaches them. */
    botPeople: 50,
    botMessagesPerMonth: 3_000,
  },

  ops: {
    /** The channel for alerts to the bot's operators; empty: only in the log. */
    channel: fromEnv('OPS_CHANNEL', ''),
    /** The port of GET /healthz, /readyz and /metrics; empty: `web` answers on its own port, `worker` not at all. */
    port: fromEnv('OPS_PORT', ''),
  },

  /**
   * People who use Zalo, so that all their accounts are one person; docs/zalo.md has the rest. A list such as
   * [{ name: 'Lan', slack: 'U0LAN00001', zaloOa: '2468458835296197922' }], or the variable with the same as JSON.
   */
  people: fromEnv('UNLINK_PEOPLE', ''),

  /** The web page for the record, at /admin of its own port; docs/admin.md has the rest. */
  admin: {
    /** Empty: no page. */
    port: fromEnv('ADMIN_PORT', ''),
    /** The address that people open, without a path, such as https://unlink.company.vn */
    url: fromEnv('ADMIN_URL', ''),
    /** Log-in with Slack, for these user ids and user group ids alone. */
    people: fromEnv('ADMIN_PEOPLE', ''),
    oidc: {
      issuer: fromEnv('ADMIN_OIDC_ISSUER', 'https://slack.com'),
      clientId: fromEnv('ADMIN_OIDC_CLIENT_ID', ''),
      clientSecret: secretFromEnv('ADMIN_OIDC_CLIENT_SECRET', ''),
    },
    /** Instead of Slack: for whoever works on this machine, which alone can then open the page. */
    passphrase: secretFromEnv('ADMIN_PASSPHRASE', ''),
    /** Jobs may be run again and removed at /admin/queues; false: it only shows them. */
    mayChangeQueues: false,
  },

  policy: {
    approvers: fromEnv('UNLINK_APPROVERS', ''),
    requesters: fromEnv('UNLINK_REQUESTERS', ''),
    channels: fromEnv('UNLINK_CHANNELS', ''),
    allowSelfApproval: false,
    /** The number of different people who must approve. */
    approvals: 1,
    reasonRequired: false,
    expiresAfterMinutes: 24 * 60,
    remindBeforeExpiryMinutes: [4 * 60, 30],
    /** The time in which the last approval can still be stopped before the first call; 0: none. */
    stopWindowSeconds: 0,
    mostAssets: 20,
    /** For example { id: '4318093042839471234', message: 'The company’s main OA stays linked.' } */
    protectedAssets: [],
    /** For these the approver types the last four digits of the id. */
    heavy: { verified: false, names: [], moreThan: 5 },
    /**
     * Limits per person, so that nobody keeps others from working. Each request to the form's picker while somebody
     * types is a search.
     */
    budgets: {
      openRequests: 10,
      asksPerMinute: 20,
      pressesPerMinute: 90,
      looksPerMinute: 60,
      searchesPerMinute: 120,
    },
    /**
     * Changes for a kind, a channel or both: { kind: 'oa', approvals: 2 }, { channel: 'C0123', mostAssets: 5 }
     * If several apply, the strictest counts for each setting.
     */
    rules: [],
  },
});
