import type { Alert, CorruptPart } from '../../core/messages/alert.js';
import { bold, code, phrase } from '../../core/messages/rich-text.js';
import type { ZcaTrouble } from '../../core/request/zca-trouble.js';
import type { RedisSetting } from '../../shared/refused-write.js';
import type { AlertTexts, AlertWords } from './texts.js';

export const alertTexts: AlertTexts = {
  about: {
    job_failed: ({ queue, job }) => ({
      what: phrase`A job was given up: ${code(job)} in the queue ${code(queue)} failed at every try.`,
      now: phrase`Who asked or pressed is told. Where the run of a request waited for it, it is tried a few more times, and then the run ends as failed. Everything else goes on.`,
      please: phrase`Look in the log for “a job failed” with this job for the cause. Once it is mended, press Retry where the card has it; else ask anew.`,
    }),
    newer_job: ({ queue }) => ({
      what: phrase`A job in the queue ${code(queue)} was made by a newer version of the bot, and for ten minutes no worker of that version has taken it.`,
      now: phrase`It is kept and looked at again every few seconds; what this version understands goes on.`,
      please: phrase`Run the newer version in every worker. If you went back to an older one on purpose, let a worker of the newer one run until its jobs are done.`,
    }),
    newer_record: ({ requestId }) => ({
      what: phrase`${code(requestId)} was written by a newer version of the bot, and for ten minutes this process has been older than what it meets.`,
      now: phrase`It leaves such requests as they are, and looks at them again every few seconds; what this version understands goes on. Nothing is damaged.`,
      please: phrase`Run the newer version in every process. If you went back to an older one on purpose, run the newer one until its requests have ended. Restore nothing from a backup.`,
    }),
    zca_denied: ({ why }) =>
      why === 'token_invalid'
        ? {
            what: phrase`The ZCA does not accept the bot’s token.`,
            now: phrase`Nothing can be looked up or unlinked; whoever asks is told so, and requests that were confirmed end as failed, with Retry.`,
            please: phrase`Renew the token, set ${code('ZCA_API_TOKEN')}, and start the bot again.`,
          }
        : {
            what: phrase`The bot’s token is not an administrator of the ZCA.`,
            now: phrase`What the ZCA refuses ends as failed, with Retry.`,
            please: phrase`Give the account behind ${code('ZCA_API_TOKEN')} the administrator’s role, then press Retry on the cards.`,
          },
    zca_away: (alert) => ({
      ...zcaTrouble[alert.why](alert),
      now: phrase`Nothing can be looked up, which who asks is told. What was confirmed is tried a few times and then ends as failed, with Retry; nothing is said to be unlinked that was not seen to be.`,
    }),
    console_waits: ({ why }) => ({
      what: consolePause[why],
      now: phrase`Look-ups and unlinks wait; nothing has failed, and nothing is unlinked meanwhile.`,
      please: phrase`Run ${code('npm run console:login')} and log in there. Everything goes on by itself within half a minute.`,
    }),
    chat_refused: ({ code: why, method, needed }) => ({
      what: phrase`Slack refuses the bot at ${code(method)}: ${code(why)}${needed === null ? '' : phrase` (it asks for ${code(needed)})`}.`,
      now: phrase`What needs this waits or is left out; it is tried again every half minute.`,
      please:
        why === 'missing_scope'
          ? phrase`Compare the app’s scopes under OAuth & Permissions with the manifest, and install the app again.`
          : phrase`Check the token under OAuth & Permissions, set ${code('SLACK_BOT_TOKEN')}, and start the bot again.`,
    }),
    signature_mismatch: () => ({
      what: phrase`Requests reach the bot that look like Slack’s, and none of late is signed with ${code('SLACK_SIGNING_SECRET')}.`,
      now: phrase`They are refused, so people see their commands and presses fail in Slack.`,
      please: phrase`Compare ${code('SLACK_SIGNING_SECRET')} with the signing secret on the app’s page under Basic Information, and start ${code('web')} again. If commands work, somebody else sends these requests, and nothing is to be done.`,
    }),
    no_worker: () => ({
      what: phrase`No ${code('worker')} has been there for half a minute.`,
      now: phrase`What people ask and press is recorded, and nothing of it is done: no card, no unlink. It goes on by itself when a worker is there.`,
      please: phrase`Start ${code('npm run worker')}, or look at its log for why it ended. If it runs, compare its ${code('REDIS_URL')} and ${code('REDIS_PREFIX')} with those of ${code('web')}.`,
    }),
    no_socket: ({ code: why }) => ({
      what:
        why === null
          ? phrase`Slack has no socket to the bot, and for most of a minute none could be opened.`
          : phrase`Slack refuses to open a socket to the bot: ${code(why)}.`,
      now: phrase`Commands and presses do not reach this ${code('web')} until there is one; it keeps trying every few seconds. What was recorded before goes on.`,
      please:
        why === null
          ? phrase`Check that the machine reaches Slack (${code('SLACK_API_URL')}), and Slack’s own status page.`
          : phrase`Check the app-level token on the app’s page under Basic Information, and that Socket Mode is switched on; set ${code('SLACK_APP_TOKEN')} and start ${code('web')} again.`,
    }),
    redis_setting: ({ setting }) => redisSetting[setting],
    redis_away: () => ({
      what: phrase`Redis has not answered for more than a minute.`,
      now: phrase`Commands and presses are answered with “please try again”, and nothing is unlinked. What was recorded is kept; it goes on when Redis is back.`,
      please: phrase`Look whether Redis runs, and at its log. With ${code('appendfsync always')} it ends itself when its disk is full: make room, then start it.`,
    }),
    redis_refuses_writes: ({ code: why }) => ({
      what: phrase`Redis takes no changes: it says ${code(why)}.`,
      now: phrase`Commands and presses are answered with “please try again”; nothing that was confirmed is lost, it goes on when Redis takes changes again.`,
      please:
        why === 'OOM'
          ? phrase`Give Redis more memory (${code('maxmemory')}), or free some.`
          : phrase`Look at Redis’s log and at its disk: it is full, or cannot be written.`,
    }),
    corrupt_record: ({ key, part }) => ({
      what:
        part === 'audit'
          ? phrase`The audit log does not fit its end, which Redis holds under ${code(key)}: entries were taken away, put back or rewritten.`
          : phrase`What Redis holds under ${code(key)} cannot be read.`,
      ...corruptPart[part],
    }),
    clock_differs: ({ host, seconds }) => ({
      what: phrase`The clock of ${code(host)} is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} Redis’s.`,
      now: phrase`Nothing has to wait: all processes of the bot go by Redis’s clock.`,
      please: phrase`Set the clock of that machine right, or that of Redis’s (NTP). Certificates, and whatever else runs on either machine, go by its own clock. If it is Redis’s that is wrong, Slack’s signatures look too old or too new, and commands and buttons are refused.`,
    }),
    orphan_lock: ({ asset }) => ({
      what: phrase`${code(asset)} was held by a request that has ended, or whose record is gone from Redis.`,
      now: phrase`The bot has let go of it, so it can be asked for; nothing more is done for the old request.`,
      please: phrase`Find out who or what changed keys in Redis. ${code('npm run audit -- list')} says how far the old request had come. Do not restore its record: another request may hold the asset by now.`,
    }),
    group_unreadable: ({ group, code: why }) => ({
      what: phrase`Slack does not say who is in the group ${code(group)}: ${code(why)}.`,
      now: phrase`Nobody can ask or confirm by being in it; people who are named by their own id still can.`,
      please: phrase`Check that the group in the policy exists and is switched on, and that the app has the scope ${code('usergroups:read')}.`,
    }),
  },
  since: (at) => phrase`First seen ${{ at }}.`,
  now: 'What the bot does:',
  please: 'Please:',
  request: (id, url) =>
    url === null ? phrase`Request ${bold(id)}.` : phrase`Request ${bold(id)}: ${{ url, label: 'its card' }}.`,
  noMore: phrase`There are many of these. For an hour, further ones are only in the log.`,
  auditHead: {
    ends: 'The audit log now ends with',
    check: 'To check later that it still has everything up to here:',
    unkeyed: phrase`${code('AUDIT_KEY')} is not set, so the log is chained without a key. Only an end that was kept elsewhere, like this one, shows that somebody who can write to Redis has rewritten it.`,
  },
};

type ZcaAway = Extract<Alert, { type: 'zca_away' }>;

/** What keeps the bot from the ZCA, and what to do about it. */
const zcaTrouble: {
  readonly [W in ZcaTrouble]: (alert: ZcaAway) => Pick<AlertWords, 'what' | 'please'>;
} = {
  refused: ({ host, setting, detail }) => ({
    what: phrase`The ZCA at ${code(host)} refuses connections (${code(detail)}).`,
    please: phrase`Start what should listen there, or set ${code(setting)} to where it does.`,
  }),
  unknown_name: ({ host, setting, detail }) => ({
    what: phrase`The ZCA cannot be found: no address is known for ${code(host)} (${code(detail)}).`,
    please: phrase`Check the name in ${code(setting)}, and that the bot’s machines can ask their name server.`,
  }),
  untrusted: ({ host, detail }) => ({
    what: phrase`The certificate of the ZCA at ${code(host)} is signed by nobody whom the bot trusts (${code(detail)}).`,
    please: phrase`If the authority is your own, name its file in ${code('NODE_EXTRA_CA_CERTS')} and start the bot again. If it is not, find out who answers in its place.`,
  }),
  expired: ({ host, detail }) => ({
    what: phrase`The certificate of the ZCA at ${code(host)} has expired, or is not valid yet (${code(detail)}).`,
    please: phrase`Renew it. If it is valid, set the clock of the bot’s machine right.`,
  }),
  other_name: ({ host, setting, detail }) => ({
    what: phrase`The certificate of the ZCA at ${code(host)} is for another name (${code(detail)}).`,
    please: phrase`Set ${code(setting)} to a name that stands in the certificate, or have one made for this name.`,
  }),
  no_tls: ({ host, setting, detail }) => ({
    what: phrase`No encrypted connection to the ZCA at ${code(host)} can be made (${code(detail)}).`,
    please: phrase`Check that the port in ${code(setting)} is the one for ${code('https')}, and which versions of TLS it takes and whether it asks for a client’s certificate.`,
  }),
  no_answer: ({ host, setting, detail }) => ({
    what: phrase`The ZCA at ${code(host)} does not answer in time (${code(detail)}).`,
    please: phrase`Look whether it runs and how busy it is, whether a firewall lies between, and whether ${code(setting)} is right.`,
  }),
  server_error: ({ host, detail }) => ({
    what: phrase`The ZCA at ${code(host)} answers that it has failed (${code(detail)}).`,
    please: phrase`Look at its own log.`,
  }),
  broken: ({ host, detail }) => ({
    what: phrase`The connection to the ZCA at ${code(host)} breaks before it has answered (${code(detail)}).`,
    please: phrase`Look at its own log, and at what lies between it and the bot.`,
  }),
  not_the_contract: ({ host, setting, detail }) => ({
    what: phrase`What answers at ${code(host)} does not answer as a ZCA gateway: ${detail}.`,
    please: phrase`Compare ${code(setting)} with the gateway’s address, path and all, and its answers with ${code('docs/zca-gateway.openapi.yaml')}.`,
  }),
  screen_unexpected: ({ host }) => ({
    what: phrase`The ZCA console at ${code(host)} is not as the bot knows it.`,
    please: phrase`Read in the thread, or in the private answer, what the bot saw, and look at the console. If it was changed, set the labels anew (${code('docs/console.md')}), then run ${code('npm run console:check')}.`,
  }),
};

const consolePause: {
  readonly [W in Extract<Alert, { type: 'console_waits' }>['why']]: AlertWords['what'];
} = {
  no_session: phrase`Nobody has logged the bot in to the ZCA console yet.`,
  logged_out: phrase`The bot’s log-in to the ZCA console has ended.`,
  captcha: phrase`The ZCA console asks the bot for a captcha.`,
};

const corruptPart: { readonly [P in CorruptPart]: Pick<AlertWords, 'now' | 'please'> } = {
  record: {
    now: phrase`Nothing is done with it, and everything else goes on. A request that it belongs to stands still, and its assets cannot be asked for again.`,
    please: phrase`Keep a copy of the key, then restore it from a backup of Redis. ${code('npm run audit -- list')} says what has happened to the request.`,
  },
  shown: {
    now: phrase`It is thrown away and made anew; everything goes on.`,
    please: phrase`Look at Redis’s log for what may have damaged it; nothing else is to be done.`,
  },
  register: {
    now: phrase`This asset is left out and cannot be looked up; everything else on the list goes on.`,
    please: phrase`Write it into the list again: ${code('npm run assets -- export FILE.csv')}, add its line, ${code('npm run assets -- import FILE.csv')}.`,
  },
  audit: {
    now: phrase`Where no entry can be added, nothing is recorded, decided or unlinked, and people are asked to try again; otherwise everything goes on.`,
    please: phrase`Keep a copy of the log and of its end as Redis holds them. Then run ${code('npm run audit -- verify')}, with ${code('--expect')} and the newest ${code('audit head')} in the logs of the bot’s processes or in this channel: it names what is missing or changed, and how to go on. Find out who can write to Redis.`,
  },
};

const redisSetting: { readonly [S in RedisSetting]: AlertWords } = {
  eviction: {
    what: phrase`Redis may throw requests away when its memory is full.`,
    now: phrase`The bot works, but a request may vanish.`,
    please: phrase`Set ${code('maxmemory-policy noeviction')} in Redis.`,
  },
  no_append_only_file: {
    what: phrase`Redis keeps no append-only file.`,
    now: phrase`The bot works, but what Redis was given last is lost when it dies.`,
    please: phrase`Set ${code('appendonly yes')} and ${code('appendfsync always')} in Redis.`,
  },
  no_min_replicas: {
    what: phrase`Redis takes changes that no replica has heard of.`,
    now: phrase`The bot works, but a fail-over may lose what Redis was given last.`,
    please: phrase`Set ${code('min-replicas-to-write 1')} and ${code('min-replicas-max-lag 2')} in Redis.`,
  },
};
