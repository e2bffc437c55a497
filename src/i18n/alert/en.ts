import type { Alert, CorruptPart, ZaloTokenTrouble } from '../../core/messages/alert.js';
import { bold, code, richText } from '../../core/messages/rich-text.js';
import type { ZcaTrouble } from '../../core/request/zca-trouble.js';
import type { RedisSetting } from '../../shared/refused-write.js';
import type { AlertTexts, AlertWords } from './texts.js';

export const alertTexts: AlertTexts = {
  about: {
    job_failed: ({ queue, job }) => ({
      what: richText`A job was given up: ${code(job)} in the queue ${code(queue)} failed at every try.`,
      now: richText`Whoever asked or pressed is told. If a request’s run was waiting for the job, it is tried a few more times, and then the run ends as failed. Everything else goes on.`,
      please: richText`Look in the log for “a job failed” with this job for the cause. Once it is fixed, press Retry if the card has it; otherwise ask again.`,
    }),
    newer_job: ({ queue }) => ({
      what: richText`A job in the queue ${code(queue)} was made by a newer version of the bot, and for ten minutes no worker of that version has taken it.`,
      now: richText`It is kept and looked at again every few seconds; what this version understands goes on.`,
      please: richText`Run the newer version in every worker. If you went back to an older one on purpose, let a worker of the newer one run until its jobs are done.`,
    }),
    newer_record: ({ requestId }) => ({
      what: richText`${code(requestId)} was written by a newer version of the bot, and for ten minutes this process has been older than what it meets.`,
      now: richText`It leaves such requests as they are, and looks at them again every few seconds; what this version understands goes on. Nothing is damaged.`,
      please: richText`Run the newer version in every process. If you went back to an older one on purpose, run the newer one until its requests have ended. Restore nothing from a backup.`,
    }),
    zca_denied: ({ why }) =>
      why === 'token_invalid'
        ? {
            what: richText`The ZCA does not accept the bot’s token.`,
            now: richText`Nothing can be looked up or unlinked; whoever asks is told so, and requests that were confirmed end as failed, with Retry.`,
            please: richText`Renew the token, set ${code('ZCA_API_TOKEN')}, and start the bot again.`,
          }
        : {
            what: richText`The bot’s token is not an administrator of the ZCA.`,
            now: richText`What the ZCA refuses ends as failed, with Retry.`,
            please: richText`Give the account behind ${code('ZCA_API_TOKEN')} the administrator’s role, then press Retry on the cards.`,
          },
    zca_away: (alert) => ({
      ...zcaTrouble[alert.why](alert),
      now: richText`Nothing can be looked up, and whoever asks is told so. What was confirmed is tried a few times and then ends as failed, with Retry; the bot reports nothing as unlinked that it has not seen gone.`,
    }),
    console_waits: ({ why }) => ({
      what: consolePause[why],
      now: richText`Look-ups and unlinks are waiting; nothing has failed, and nothing is unlinked until then.`,
      please: richText`Run ${code('npm run console:login')} and log in there. Everything goes on by itself within half a minute.`,
    }),
    chat_refused: ({ code: why, method, needed }) => ({
      what: richText`Slack refuses the bot at ${code(method)}: ${code(why)}${needed === null ? '' : richText` (it asks for ${code(needed)})`}.`,
      now: richText`What needs this waits or is left out; it is tried again every half minute.`,
      please:
        why === 'missing_scope'
          ? richText`Compare the app’s scopes under OAuth & Permissions with the manifest, and install the app again.`
          : richText`Check the token under OAuth & Permissions, set ${code('SLACK_BOT_TOKEN')}, and start the bot again.`,
    }),
    signature_mismatch: () => ({
      what: richText`The bot receives requests that look like Slack’s, but no recent one is signed with ${code('SLACK_SIGNING_SECRET')}.`,
      now: richText`They are refused, so people see their commands and presses fail in Slack.`,
      please: richText`Compare ${code('SLACK_SIGNING_SECRET')} with the signing secret on the app’s page under Basic Information, and start ${code('web')} again. If commands work, somebody else sends these requests, and nothing is to be done.`,
    }),
    no_worker: () => ({
      what: richText`No ${code('worker')} has been running for half a minute.`,
      now: richText`What people ask and press is recorded, but nothing is done about it: no card, no unlink. It continues by itself once a worker is running.`,
      please: richText`Start ${code('npm run worker')}, or look at its log for why it ended. If it runs, compare its ${code('REDIS_URL')} and ${code('REDIS_PREFIX')} with those of ${code('web')}.`,
    }),
    no_socket: ({ code: why }) => ({
      what:
        why === null
          ? richText`Slack has no socket to the bot, and for most of a minute none could be opened.`
          : richText`Slack refuses to open a socket to the bot: ${code(why)}.`,
      now: richText`Commands and presses do not reach this ${code('web')} until there is one; it keeps trying every few seconds. What was recorded before goes on.`,
      please:
        why === null
          ? richText`Check that the machine reaches Slack (${code('SLACK_API_URL')}), and Slack’s own status page.`
          : richText`Check the app-level token on the app’s page under Basic Information, and that Socket Mode is switched on; set ${code('SLACK_APP_TOKEN')} and start ${code('web')} again.`,
    }),
    redis_setting: ({ setting }) => redisSetting[setting],
    redis_away: () => ({
      what: richText`Redis has not answered for more than a minute.`,
      now: richText`Commands and presses are answered with “please try again”, and nothing is unlinked. What was recorded is kept; it goes on when Redis is back.`,
      please: richText`Check that Redis is running, and look at its log. With ${code('appendfsync always')} it stops when its disk is full: make room, then start it again.`,
    }),
    redis_refuses_writes: ({ code: why }) => ({
      what: richText`Redis takes no changes: it says ${code(why)}.`,
      now: richText`Commands and presses are answered with “please try again”; nothing that was confirmed is lost, it goes on when Redis takes changes again.`,
      please:
        why === 'OOM'
          ? richText`Give Redis more memory (${code('maxmemory')}), or free some.`
          : richText`Look at Redis’s log and at its disk: it is full, or cannot be written.`,
    }),
    corrupt_record: ({ key, part }) => ({
      what:
        part === 'audit'
          ? richText`The audit log does not fit its end, which Redis holds under ${code(key)}: entries were taken away, put back or rewritten.`
          : richText`What Redis holds under ${code(key)} cannot be read.`,
      ...corruptPart[part],
    }),
    clock_differs: ({ host, seconds }) => ({
      what: richText`The clock of ${code(host)} is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} Redis’s.`,
      now: richText`Nothing has to wait: all processes of the bot go by Redis’s clock.`,
      please: richText`Set the clock of that machine right, or that of Redis’s (NTP). Certificates, and whatever else runs on either machine, go by its own clock. If it is Redis’s that is wrong, Slack’s signatures look too old or too new, and commands and buttons are refused.`,
    }),
    orphan_lock: ({ asset }) => ({
      what: richText`${code(asset)} was held by a request that has ended, or whose record is gone from Redis.`,
      now: richText`The bot has let go of it, so it can be asked for; nothing more is done for the old request.`,
      please: richText`Find out who or what changed keys in Redis. ${code('npm run audit -- list')} says how far the old request had come. Do not restore its record: another request may hold the asset by now.`,
    }),
    events_behind: ({ sink, place, code: why }) => ({
      what:
        sink === 'url'
          ? richText`The receiver of events at ${code(place)} has taken none for ten minutes: ${code(why)}.`
          : richText`Events cannot be written to ${code(place)} for ten minutes: ${code(why)}.`,
      now: richText`Everything else goes on. The events wait in the audit log, and follow in their order once they are taken.`,
      please:
        sink === 'url'
          ? richText`Mend the receiver, or set ${code('EVENTS_URL')} right. It has to answer with 200 to 299, without a redirect. After ${code('401')} or ${code('403')}, compare ${code('EVENTS_SECRET')} on both sides.`
          : richText`Make room on the disk, or make the file of ${code('EVENTS_FILE')} writable for the bot.`,
    }),
    zalo_refuses: ({ oa, app, code: error }) => ({
      what: zaloRefusal(error, oa, app),
      now: richText`Nobody gets messages of this OA that Zalo refuses in this way. What people ask in other chats goes on.`,
      please:
        error === -320
          ? richText`In the ZCA’s console, link the app ${code(app)}, from which the OA ${code(oa)} speaks.`
          : error === -321
            ? richText`Top up the ZCA that pays for the app ${code(app)}.`
            : richText`Look the number up in Zalo’s table of errors, and check the app ${code(app)}, its rights and the OA’s package.`,
    }),
    zalo_bot_refuses: ({ code: error }) => ({
      what: richText`Zalo’s Bot Platform refuses the bot’s token (error ${code(String(error))}).`,
      now: richText`The Zalo bot sends nothing.`,
      please: richText`Copy the token from Zalo Bot Manager, set ${code('ZALO_BOT_TOKEN')}, and start the bot again.`,
    }),
    zalo_bot_limit: ({ limit, used, most }) => ({
      what:
        limit === 'people'
          ? richText`The Zalo bot has talked with ${used} of the ${most} people whom the Bot Platform allows it.`
          : richText`The Zalo bot has sent ${used} of the ${most} messages that the Bot Platform allows it in a month.`,
      now:
        used < most
          ? richText`Everything goes on until none are left.`
          : limit === 'people'
            ? richText`Further people are tried, and Zalo may refuse them; the others go on.`
            : richText`Further messages are tried, and Zalo may refuse them until the month ends.`,
      please: richText`Have people use the Official Account or Slack instead, or a second bot. If Zalo allows the bot more, set ${code(limit === 'people' ? 'zalo.botPeople' : 'zalo.botMessagesPerMonth')}.`,
    }),
    approvers_unreachable: ({ requestId }) => ({
      what: richText`Nobody can approve ${code(requestId)} as it is: no message reaches those who may.`,
      now: richText`It waits until it expires; whoever asked has been told. An approver who writes to the bot in Zalo gets the request at once.`,
      please: richText`Ask an approver to write to the bot in Zalo. If that is no use, set ${code('SLACK_CARDS_CHANNEL')}, or name somebody else in ${code('UNLINK_APPROVERS')}.`,
    }),
    zalo_token: ({ oa, why }) => ({
      ...zaloToken[why](oa),
      please:
        why === 'late'
          ? richText`Check that this machine reaches ${code('ZALO_OAUTH_URL')}.`
          : why === 'unreadable'
            ? richText`Put the key that was used before behind the new one in ${code('ZALO_TOKEN_KEY')}, after a comma. If it is lost, run ${code(`npm run zalo:login -- ${oa}`)}.`
            : richText`Run ${code(`npm run zalo:login -- ${oa}`)}. Everything goes on by itself after that.`,
    }),
    older_state: ({ requestId, redisHas }) => ({
      what:
        redisHas === 'nothing'
          ? richText`Somebody pressed a button on a card of ${code(requestId)}, and Redis has never held that request.`
          : richText`Somebody pressed a button on a card of ${code(requestId)} that shows a newer list than Redis holds.`,
      now: richText`That press is refused. Redis was restored to an older state, or the bot uses another Redis than before; it goes on with what is there, also with what people have cancelled or stopped since.`,
      please: richText`If Redis was restored: stop ${code('web')} and ${code('worker')}, run ${code('npm run restored')}, and start them. Otherwise compare ${code('REDIS_URL')} and ${code('REDIS_PREFIX')} with those of before, and look for a second bot that uses the same Slack app.`,
    }),
    group_unreadable: ({ group, code: why }) => ({
      what: richText`Slack does not say who is in the group ${code(group)}: ${code(why)}.`,
      now: richText`Nobody can ask or confirm by being in it; people who are named by their own id still can.`,
      please: richText`Check that the group in the policy exists and is switched on, and that the app has the scope ${code('usergroups:read')}.`,
    }),
  },
  since: (at) => richText`First seen ${{ at }}.`,
  now: 'What the bot does:',
  please: 'Please:',
  request: (id, url) =>
    url === null
      ? richText`Request ${bold(id)}.`
      : richText`Request ${bold(id)}: ${{ url, label: 'its card' }}.`,
  noMore: richText`There are many of these. For an hour, further ones are only in the log.`,
  auditHead: {
    ends: 'The audit log now ends with',
    check: 'To check later that it still has everything up to here:',
    unkeyed: richText`${code('AUDIT_KEY')} is not set, so the log is chained without a key. Only an end that was kept elsewhere, like this one, shows that somebody who can write to Redis has rewritten it.`,
  },
};

type ZcaAway = Extract<Alert, { type: 'zca_away' }>;

/** The obstacle between the bot and the ZCA, and the remedy. */
const zcaTrouble: {
  readonly [W in ZcaTrouble]: (alert: ZcaAway) => Pick<AlertWords, 'what' | 'please'>;
} = {
  refused: ({ host, setting, detail }) => ({
    what: richText`The ZCA at ${code(host)} refuses connections (${code(detail)}).`,
    please: richText`Start what should listen there, or set ${code(setting)} to where it does.`,
  }),
  unknown_name: ({ host, setting, detail }) => ({
    what: richText`The ZCA cannot be found: no address is known for ${code(host)} (${code(detail)}).`,
    please: richText`Check the name in ${code(setting)}, and that the bot’s machines can ask their name server.`,
  }),
  untrusted: ({ host, detail }) => ({
    what: richText`The certificate of the ZCA at ${code(host)} is signed by nobody whom the bot trusts (${code(detail)}).`,
    please: richText`If the authority is your own, name its file in ${code('NODE_EXTRA_CA_CERTS')} and start the bot again. If it is not, find out who answers in its place.`,
  }),
  expired: ({ host, detail }) => ({
    what: richText`The certificate of the ZCA at ${code(host)} has expired, or is not valid yet (${code(detail)}).`,
    please: richText`Renew it. If it is valid, set the clock of the bot’s machine right.`,
  }),
  other_name: ({ host, setting, detail }) => ({
    what: richText`The certificate of the ZCA at ${code(host)} is for another name (${code(detail)}).`,
    please: richText`Set ${code(setting)} to a name that is in the certificate, or get a certificate for this name.`,
  }),
  wants_certificate: ({ host, detail }) => ({
    what: richText`The ZCA at ${code(host)} asks for a client certificate, and gets none that it accepts (${code(detail)}).`,
    please: richText`Set ${code('ZCA_CLIENT_CERT')} and ${code('ZCA_CLIENT_KEY')} to one that it accepts and that has not expired, and start the bot again.`,
  }),
  no_tls: ({ host, setting, detail }) => ({
    what: richText`No encrypted connection to the ZCA at ${code(host)} can be made (${code(detail)}).`,
    please: richText`Check that the port in ${code(setting)} is the one for ${code('https')}, and which versions of TLS it takes.`,
  }),
  no_answer: ({ host, setting, detail }) => ({
    what: richText`The ZCA at ${code(host)} does not answer in time (${code(detail)}).`,
    please: richText`Check whether it is running and how busy it is, whether a firewall is in the way, and whether ${code(setting)} is right.`,
  }),
  server_error: ({ host, detail }) => ({
    what: richText`The ZCA at ${code(host)} answers that it has failed (${code(detail)}).`,
    please: richText`Look at its own log.`,
  }),
  broken: ({ host, detail }) => ({
    what: richText`The connection to the ZCA at ${code(host)} breaks before it has answered (${code(detail)}).`,
    please: richText`Look at its own log, and at what lies between it and the bot.`,
  }),
  not_the_contract: ({ host, setting, detail }) => ({
    what: richText`What answers at ${code(host)} does not answer as a ZCA gateway: ${detail}.`,
    please: richText`Compare ${code(setting)} with the gateway’s address, path and all, and its answers with ${code('docs/zca-gateway.openapi.yaml')}.`,
  }),
  screen_unexpected: ({ host }) => ({
    what: richText`The ZCA console at ${code(host)} is not as the bot knows it.`,
    please: richText`Read in the thread, or in the private answer, what the bot saw, and look at the console. If it has changed, set the labels again (${code('docs/console.md')}), then run ${code('npm run console:check')}.`,
  }),
};

const consolePause: {
  readonly [W in Extract<Alert, { type: 'console_waits' }>['why']]: AlertWords['what'];
} = {
  no_session: richText`Nobody has logged the bot in to the ZCA console yet.`,
  logged_out: richText`The bot’s log-in to the ZCA console has ended.`,
  captcha: richText`The ZCA console asks the bot for a captcha.`,
};

function zaloRefusal(error: number, oa: string, app: string) {
  if (error === -320)
    return richText`Zalo refuses paid messages of the OA ${code(oa)} (error ${code('-320')}): the app ${code(app)} is not linked to a ZCA.`;
  if (error === -321)
    return richText`Zalo refuses paid messages of the OA ${code(oa)} (error ${code('-321')}): the ZCA linked to the app ${code(app)} cannot be charged.`;
  return richText`Zalo refuses the messages of the OA ${code(oa)} with the error ${code(String(error))}.`;
}

const zaloToken: {
  readonly [W in ZaloTokenTrouble]: (oa: string) => Pick<AlertWords, 'what' | 'now'>;
} = {
  used: (oa) => ({
    what: richText`The refresh token of the OA ${code(oa)} has been used, and the pair that Zalo gave for it never arrived in Redis.`,
    now: richText`The bot can neither send as this OA nor ask Zalo about it.`,
  }),
  refused: (oa) => ({
    what: richText`Zalo does not accept the refresh token of the OA ${code(oa)}: it is older than three months, or the app’s rights to the OA were taken away.`,
    now: richText`The bot can neither send as this OA nor ask Zalo about it.`,
  }),
  unreadable: (oa) => ({
    what: richText`No key in ${code('ZALO_TOKEN_KEY')} opens the stored tokens of the OA ${code(oa)}.`,
    now: richText`The bot can neither send as this OA nor ask Zalo about it. The tokens stay as they are.`,
  }),
  late: (oa) => ({
    what: richText`The tokens of the OA ${code(oa)} could not be refreshed, and the access token ends soon or has ended.`,
    now: richText`The bot keeps trying.`,
  }),
};

const corruptPart: { readonly [P in CorruptPart]: Pick<AlertWords, 'now' | 'please'> } = {
  record: {
    now: richText`Nothing is done with it, and everything else goes on. The request that it belongs to is stuck, and its assets cannot be asked for again.`,
    please: richText`Keep a copy of the key, then restore it from a backup of Redis. ${code('npm run audit -- list')} says what has happened to the request.`,
  },
  shown: {
    now: richText`It is discarded and made again; everything goes on.`,
    please: richText`Look at Redis’s log for what may have damaged it; nothing else is to be done.`,
  },
  register: {
    now: richText`This asset is left out and cannot be looked up; everything else on the list goes on.`,
    please: richText`Write it into the list again: ${code('npm run assets -- export FILE.csv')}, add its line, ${code('npm run assets -- import FILE.csv')}.`,
  },
  audit: {
    now: richText`Where no entry can be added, nothing is recorded, decided or unlinked, and people are asked to try again; otherwise everything goes on.`,
    please: richText`Keep a copy of the log and of its end as Redis holds them. Then run ${code('npm run audit -- verify')}, with ${code('--expect')} and the newest ${code('audit head')} in the logs of the bot’s processes or in this channel: it names what is missing or changed, and how to go on. If Redis was restored from a backup: stop ${code('web')} and ${code('worker')}, run ${code('npm run restored')}, and start them. Otherwise find out who can write to Redis.`,
  },
};

const redisSetting: { readonly [S in RedisSetting]: AlertWords } = {
  eviction: {
    what: richText`Redis may throw requests away when its memory is full.`,
    now: richText`The bot works, but a request may vanish.`,
    please: richText`Set ${code('maxmemory-policy noeviction')} in Redis.`,
  },
  no_append_only_file: {
    what: richText`Redis keeps no append-only file.`,
    now: richText`The bot works, but what Redis was given last is lost when it dies.`,
    please: richText`Set ${code('appendonly yes')} and ${code('appendfsync always')} in Redis.`,
  },
  no_min_replicas: {
    what: richText`Redis takes changes that no replica has heard of.`,
    now: richText`The bot works, but a fail-over may lose what Redis was given last.`,
    please: richText`Set ${code('min-replicas-to-write 1')} and ${code('min-replicas-max-lag 2')} in Redis.`,
  },
};
