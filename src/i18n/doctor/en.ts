import type { ZcaTrouble } from '../../core/request/zca-trouble.js';
import type { DoctorFindings, DoctorTexts } from './texts.js';

const findings: DoctorFindings = {
  settings_fine: () => ({ seen: 'Every setting can be read, and they fit together.' }),
  setting_wrong: ({ problem }) => ({
    seen: problem,
    next: 'Set it right; docs/configuration.md explains every setting.',
  }),
  secret_file_fine: ({ setting, path }) => ({
    seen: `${setting}: ${path} can be read, and not by everybody on this machine.`,
  }),
  secret_file_open: ({ setting, path, mode }) => ({
    seen: `${setting}: everybody on this machine can read ${path} (mode ${mode}).`,
    next: `Run chmod 600 ${path}. A file that a container platform mounts for the bot alone may stay as it is.`,
  }),
  secret_file_writable: ({ setting, path, mode }) => ({
    seen: `${setting}: everybody on this machine can change ${path} (mode ${mode}).`,
    next: `Run chmod 600 ${path}, and replace the secret if somebody may have changed it.`,
  }),
  secret_file_unreadable: ({ setting, path, code }) => ({
    seen: `${setting}: ${path} cannot be read (${code}).`,
    next:
      code === 'ENOENT'
        ? `Put the secret into ${path}, or correct ${setting}.`
        : `Give the account that runs the bot the right to read ${path}.`,
  }),

  node_fine: ({ version }) => ({ seen: `Node.js ${version}.` }),
  node_old: ({ version, oldest }) => ({
    seen: `Node.js ${version} is too old: the bot needs ${oldest} or newer.`,
    next: 'Install a newer Node.js; .nvmrc names the version that the bot is tested with.',
  }),

  redis_answers: ({ where, version }) => ({ seen: `Redis ${version} answers at ${where}.` }),
  redis_unreachable: ({ where, why }) => ({
    seen: `No Redis answers at ${where} (${why}).`,
    next: 'Start Redis, or correct REDIS_URL; then look at the network and the firewall between them.',
  }),
  redis_refuses: ({ where, code }) => ({
    seen: `The Redis at ${where} refuses the bot: ${code}.`,
    next: {
      WRONGPASS: 'Put the right user and password into REDIS_URL.',
      NOAUTH: 'Redis asks for a password: write redis://:password@host:6379 in REDIS_URL.',
      NOPERM: 'Give the user in REDIS_URL more rights in Redis’s ACL; docs/operations.md has the line.',
    }[code],
  }),
  redis_old: ({ version, oldest }) => ({
    seen: `Redis ${version} is too old: the bot needs ${oldest} or newer.`,
    next: 'Upgrade Redis, or set REDIS_URL to another.',
  }),
  redis_without_tls: () => ({
    seen: 'The connection to Redis has no TLS: anybody on the network can read everything.',
    next: 'Write rediss:// in REDIS_URL.',
  }),
  redis_settings_fine: ({ node }) => ({
    seen: `${node} keeps what it is given: noeviction, append-only file.`,
  }),
  redis_settings_unreadable: ({ node }) => ({
    seen: `${node} does not tell its settings.`,
    next: 'Compare them with docs/operations.md by hand, or let the user in REDIS_URL run INFO.',
  }),
  redis_evicts: ({ node }) => ({
    seen: `${node} may throw requests away: maxmemory-policy is not noeviction.`,
    next: 'Set maxmemory-policy to noeviction, in redis.conf as well.',
  }),
  redis_without_file: ({ node }) => ({
    seen: `${node} keeps no append-only file: a restart forgets what it was given last.`,
    next: 'Set appendonly to yes, in redis.conf as well.',
  }),
  redis_without_min_replicas: ({ node }) => ({
    seen: `${node} takes writes while no replica hears them: a fail-over then loses them.`,
    next: 'Set min-replicas-to-write to 1.',
  }),
  redis_refuses_changes: ({ code }) => ({
    seen: `Redis takes no changes: ${code}.`,
    next:
      {
        OOM: 'Give Redis more memory (maxmemory), or free some.',
        READONLY: 'REDIS_URL names a replica: set it to the master.',
      }[code] ?? 'Look at Redis’s log and at its disk: it is full, or cannot be written.',
  }),
  redis_rights_fine: () => ({ seen: 'The user in REDIS_URL may use every command that the bot needs.' }),
  redis_rights_missing: ({ commands }) => ({
    seen: `The user in REDIS_URL may not use ${commands.join(', ')}.`,
    next: 'Give it these rights in Redis’s ACL; docs/operations.md has the line.',
  }),
  redis_memory_fine: ({ used, most }) => ({
    seen: `Redis uses ${used} MiB${most === null ? '' : ` of ${most} MiB`}.`,
  }),
  redis_memory_short: ({ used, most }) => ({
    seen: `Redis uses ${used} of ${most} MiB: when it is full, it refuses every change.`,
    next: 'Raise maxmemory, or move the bot to a larger Redis.',
  }),
  clock_fine: () => ({ seen: 'This machine’s clock agrees with Redis’s.' }),
  clock_differs: ({ seconds, ahead }) => ({
    seen: `This machine’s clock is ${seconds} s ${ahead ? 'ahead of' : 'behind'} Redis’s. The bot goes by Redis’s.`,
    next: 'Set the wrong one of the two right; switch on NTP on both machines.',
  }),

  worker_there: () => ({ seen: 'A worker is running.' }),
  worker_missing: () => ({
    seen: 'No worker is running: what people ask is recorded, and nothing is done about it.',
    next: 'Start npm run worker. If one runs, compare its REDIS_URL and REDIS_PREFIX with these. Before the first start: --before-start.',
  }),
  queues_fine: ({ waiting }) => ({ seen: `The queues are moving; ${waiting} jobs are waiting.` }),
  queue_waits: ({ queue, waiting, minutes }) => ({
    seen: `The queue ${queue} does not move: ${waiting} jobs, the oldest for ${minutes} min.`,
    next: 'Look at the workers’ log for why; start another worker if they are busy.',
  }),

  slack_answers: ({ team, bot }) => ({
    seen: `Slack accepts SLACK_BOT_TOKEN: @${bot} in the workspace “${team}”.`,
  }),
  slack_off: () => ({ seen: 'SLACK is off: the bot speaks in Zalo alone, and alerts are only in the log.' }),
  slack_unreachable: ({ host }) => ({
    seen: `Slack does not answer at ${host}.`,
    next: 'Check that this machine reaches it (firewall, proxy, SLACK_API_URL), and status.slack.com.',
  }),
  slack_refuses: ({ code }) => ({
    seen: `Slack does not accept SLACK_BOT_TOKEN: ${code}.`,
    next: 'Copy the token from the app’s page under OAuth & Permissions; install the app again if it has none.',
  }),
  slack_app: ({ app }) => ({ seen: `The token belongs to the app ${app}.` }),
  slack_app_unknown: () => ({
    seen: 'Slack does not say which app the token belongs to, so only the workspace is checked.',
    next: 'Set SLACK_APP_ID to the App ID on the app’s page under Basic Information.',
  }),
  slack_app_differs: ({ setting, app, other }) => ({
    seen: `SLACK_BOT_TOKEN belongs to the app ${app}, and ${setting} to ${other}.`,
    next: 'Take all of Slack’s settings from the page of one app.',
  }),
  slack_other_workspace: ({ team, named }) => ({
    seen: `The workspace “${team}” knows nothing that the policy names: ${named.join(', ')}.`,
    next: 'SLACK_BOT_TOKEN is probably from another workspace: install the app in the right one, and set its token.',
  }),
  scopes_fine: ({ scopes }) => ({ seen: `The app has every scope: ${scopes.join(', ')}.` }),
  scope_missing: ({ scope }) => ({
    seen: `The app lacks the scope ${scope}.`,
    next: 'Add it on the app’s page under OAuth & Permissions → Bot Token Scopes, and install the app again.',
  }),
  scopes_unused: ({ scopes }) => ({
    seen: `The app has scopes that the bot does not use: ${scopes.join(', ')}.`,
    next: 'Remove them under OAuth & Permissions, and install the app again.',
  }),
  scopes_unknown: () => ({
    seen: 'Slack does not tell the app’s scopes.',
    next: 'Compare them with docs/setup.md by hand.',
  }),
  channel_fine: ({ channel }) => ({ seen: `The bot is in ${channel}, and can read it.` }),
  channel_closed: ({ channel, code }) => ({
    seen: `The bot cannot work in ${channel}: ${code}.`,
    next:
      code === 'is_archived'
        ? 'Name another channel in the settings.'
        : 'Type /invite @zca-unlink in that channel, or correct its id in UNLINK_CHANNELS, the rules or OPS_CHANNEL.',
  }),
  group_fine: ({ group, people }) => ({ seen: `The group ${group} has ${people} people.` }),
  group_unreadable: ({ group, code }) => ({
    seen: `Slack does not say who is in the group ${group}: ${code}. Nobody in it can confirm.`,
    next: 'Check the group’s id in UNLINK_APPROVERS, UNLINK_REQUESTERS or ZCA_OPERATORS, and that the group is switched on.',
  }),
  group_empty: ({ group }) => ({
    seen: `Nobody is in the group ${group}.`,
    next: 'Add its people in Slack.',
  }),
  people_fine: ({ people }) => ({ seen: `Slack knows the ${people} people that the settings name.` }),
  person_unknown: ({ person }) => ({
    seen: `${person} is unknown to the workspace, a guest, a bot or deactivated, and has no say.`,
    next: 'Take the id out of the settings, or correct it: the profile’s menu in Slack → Copy member ID.',
  }),
  approvers_none: () => ({
    seen: 'UNLINK_APPROVERS is empty: nobody can confirm anything.',
    next: 'Set it to the ids of people (U…) or of a user group (S…).',
  }),
  socket_fine: () => ({ seen: 'Slack opens sockets with SLACK_APP_TOKEN.' }),
  socket_refused: ({ code }) => ({
    seen: `Slack opens no socket with SLACK_APP_TOKEN: ${code}.`,
    next: 'On the app’s page: switch Socket Mode on, and make an app-level token with connections:write under Basic Information.',
  }),
  address_fine: ({ url }) => ({ seen: `The bot answers a signed request at ${url}.` }),
  address_unknown: () => ({
    seen: 'The address at which Slack reaches the bot was not checked.',
    next: 'Name it: npm run doctor -- --url https://bot.example.com',
  }),
  address_unreachable: ({ url, why, detail }) => ({
    seen: `Nothing usable answers at ${url}: ${trouble[why]} (${detail}).`,
    next: 'Check that web runs, and that the proxy in front of it passes /slack/events on.',
  }),
  address_refuses: ({ url }) => ({
    seen: `What answers at ${url} does not accept SLACK_SIGNING_SECRET.`,
    next: 'Give web the signing secret from the app’s page under Basic Information, and start it again; then compare the clocks.',
  }),
  address_of_others: ({ url, status }) => ({
    seen: `What answers at ${url} (HTTP ${status}) is not this bot.`,
    next: 'Let the proxy pass /slack/events on to PORT of web, unchanged.',
  }),
  manifest_same: () => ({ seen: 'The manifest in Slack is the one of this version.' }),
  manifest_differs: ({ fields }) => ({
    seen: `The manifest in Slack differs at ${fields.join(', ')}.`,
    next: 'Paste the output of npm run --silent manifest under App Manifest on the app’s page, and install the app again.',
  }),
  manifest_unreadable: ({ code }) => ({
    seen: `Slack does not show the app’s manifest: ${code}.`,
    next: 'Make a new configuration token at api.slack.com/apps (it lasts 12 hours), and set SLACK_CONFIG_TOKEN.',
  }),
  blocks_fine: ({ surfaces }) => ({ seen: `Slack accepts all ${surfaces} cards, messages and dialogs.` }),
  blocks_wrong: ({ surface, errors }) => ({
    seen: `Slack would refuse ${surface}: ${errors.join('; ')}.`,
    next: 'This is a fault of the bot: run the newest version, and report it.',
  }),
  blocks_unknown: () => ({
    seen: 'Slack does not know blocks.validate here, so cards and dialogs were not checked.',
    next: 'Nothing to do; --rehearse shows a real card.',
  }),
  blocks_unfinished: ({ checked, of, code }) => ({
    seen: `Slack checked ${checked} of ${of} cards and dialogs, then answered ${code}.`,
    next: 'Run the doctor again in a minute.',
  }),

  zca_away: ({ host, why, detail }) => ({
    seen: `${host}: ${trouble[why]}${detail === '' ? '' : ` (${detail})`}.`,
    next: zcaNext[why],
  }),
  own_assets_unset: () => ({
    seen: 'ZCA_OWN_OA and ZCA_OWN_APP are empty, so the bot cannot protect the OA or app it runs on.',
    next: 'If the bot or its gateway uses an OA or app of this ZCA, name it there.',
  }),
  gateway_lists: ({ kind, assets }) => ({
    seen: `The gateway lists ${assets} linked ${kind === 'oa' ? 'OAs' : 'apps'}, each once.`,
  }),
  gateway_reads: ({ asset }) => ({ seen: `The gateway reads ${asset} as it lists it.` }),
  gateway_reads_nothing: () => ({
    seen: 'Nothing is linked, so no reading could be compared with the list.',
    next: 'Link one OA or app, and check again.',
  }),
  gateway_knows_absent: () => ({ seen: 'The gateway answers 404 for an id that is not linked.' }),
  gateway_refuses_unknown_kind: () => ({ seen: 'The gateway answers 400, not 404, for a wrong address.' }),
  gateway_refuses_wrong_token: () => ({ seen: 'The gateway refuses a wrong token.' }),
  gateway_denies: ({ why }) =>
    why === 'token_invalid'
      ? {
          seen: 'The gateway does not accept ZCA_API_TOKEN.',
          next: 'Renew the token, and set ZCA_API_TOKEN.',
        }
      : {
          seen: 'The account behind ZCA_API_TOKEN is no administrator of the ZCA.',
          next: 'Give that account the administrator’s role.',
        },
  gateway_busy: ({ call }) => ({
    seen: `The gateway asks to wait (${call}).`,
    next: 'Check again in a minute; lower zca.callsPerSecond in bot.config.ts if it comes often.',
  }),
  gateway_takes_any_token: () => ({
    seen: 'The gateway accepts a wrong token: anybody who reaches it can unlink everything.',
    next: 'Let the gateway answer 401 to every token but the right one.',
  }),
  gateway_off_contract: ({ call, detail }) => ({
    seen: `The gateway does not keep its contract at ${call}: ${detail}.`,
    next: 'Compare it with docs/zca-gateway.openapi.yaml, then run npm run gateway:check.',
  }),
  gateway_certificate_ends: ({ host, days }) => ({
    seen: `The certificate of ${host} ends in ${days} days.`,
    next: 'Renew it.',
  }),
  dry_unlink: ({ asset, call, body }) => ({
    seen: `${asset} is linked. Nothing was sent; to unlink it the bot would send ${call} with ${body}.`,
  }),
  dry_unlink_not_linked: ({ asset }) => ({
    seen: `The gateway says that ${asset} is not linked.`,
    next: 'Name an asset that is linked, like --asset oa:4318093042839471234.',
  }),
  console_lists: ({ tab, assets }) => ({ seen: `The console shows ${assets} under “${tab}”.` }),
  console_waits: ({ why }) => ({
    seen: {
      no_session: 'Nobody has logged the bot in at the console, or the log-in cannot be read.',
      logged_out: 'The console’s log-in has ended.',
      captcha: 'The console asks for a captcha.',
      busy: 'A worker has the browser.',
    }[why],
    next: why === 'busy' ? 'Check again in a minute.' : 'Run npm run console:login, and log in there.',
  }),
  console_other_page: ({ seen }) => ({
    seen: `The console shows something else than expected: ${seen}`,
    next: 'Compare the texts on the screen with zca.console.labels; docs/console.md says how.',
  }),
  console_unusable: ({ why }) => ({
    seen: why,
    next: 'docs/console.md lists what the console driver needs.',
  }),
  register_fine: ({ assets }) => ({ seen: `The list of assets has ${assets} linked ones.` }),
  register_empty: () => ({
    seen: 'The list of assets is empty, so nothing can be found.',
    next: 'Run npm run assets -- import FILE.csv.',
  }),
  zalo_without_tokens: () => ({ seen: 'No tokens of OAs: results do not say what Zalo itself shows.' }),
  zalo_no_login: () => ({
    seen: 'ZALO_TOKEN_KEY is set, and no OA is logged in.',
    next: 'Run npm run zalo:login.',
  }),
  zalo_pair_unreadable: ({ oa }) => ({
    seen: `No key in ZALO_TOKEN_KEY opens the stored tokens of the OA ${oa}.`,
    next: `Put the key that was used before behind the new one, after a comma, or run npm run zalo:login -- ${oa}.`,
  }),
  zalo_pair_ended: ({ oa }) => ({
    seen: `The access token of the OA ${oa} has ended, and no worker has refreshed it.`,
    next: `See that a worker runs and reaches ZALO_OAUTH_URL; if the alert zalo_token came, run npm run zalo:login -- ${oa}.`,
  }),
  zalo_bot_fine: () => ({ seen: 'Zalo knows the bot of ZALO_BOT_TOKEN.' }),
  zalo_bot_refused: () => ({
    seen: 'Zalo does not accept ZALO_BOT_TOKEN.',
    next: 'Copy the token from Zalo Bot Manager.',
  }),
  zalo_bot_unreachable: () => ({
    seen: 'Zalo’s Bot Platform does not answer.',
    next: 'Check that this machine reaches ZALO_BOT_API_URL.',
  }),
  zalo_fine: ({ oa }) => ({ seen: `Zalo accepts the token of the OA ${oa}.` }),
  zalo_unreadable: ({ oa, why }) => ({
    seen: `Zalo says nothing about the OA ${oa}: ${zaloTrouble[why]}.`,
    next:
      why === 'no_answer'
        ? 'Check that this machine reaches ZALO_API_URL.'
        : `Run npm run zalo:login -- ${oa}, or put a new access token (it lasts 25 hours) into ZALO_OA_TOKENS.`,
  }),

  audit_fine: ({ sequence }) => ({
    seen: `The audit log ends with entry ${sequence}, as its stored end says.`,
  }),
  audit_without_key: () => ({
    seen: 'AUDIT_KEY is not set: anybody who can write to Redis can forge the audit log.',
    next: 'Set AUDIT_KEY to the output of openssl rand -base64 32, and keep it outside Redis.',
  }),
  audit_key_unknown: () => ({
    seen: 'The newest audit entry was chained with a key that AUDIT_KEY does not hold.',
    next: 'Add the older key to AUDIT_KEY after a comma.',
  }),
  audit_end_differs: () => ({
    seen: 'The audit log does not fit its stored end.',
    next: 'Run npm run audit -- verify; it names the first wrong entry.',
  }),
  anchor_fine: ({ channel }) => ({ seen: `The end of the audit log is posted once a day in ${channel}.` }),
  anchor_missing: () => ({
    seen: 'OPS_CHANNEL is not set: alerts and the end of the audit log are only in this bot’s log.',
    next: 'Set OPS_CHANNEL to the id of a channel, and invite the bot there.',
  }),

  rehearsal_fine: ({ request, seconds }) => ({
    seen: `A dry run went through queue, worker, ZCA and Slack in ${seconds} s: ${request} was asked, shown, cancelled, and its card deleted.`,
  }),
  rehearsal_refused: ({ code }) => ({
    seen: `The rehearsal could not begin: ${code}.`,
    next: 'Name a channel by its id (C…) where the bot is and where UNLINK_CHANNELS lets people ask.',
  }),
  rehearsal_stuck: ({ at, seconds }) => ({
    seen: {
      queued: `No worker took the rehearsal’s command within ${seconds} s.`,
      looked_up: `The rehearsal’s card did not appear within ${seconds} s.`,
      cancelled: `The rehearsal’s request was not cancelled within ${seconds} s.`,
    }[at],
    next: 'Look at the workers’ log of the last minute.',
  }),
  rehearsal_left: ({ request }) => ({
    seen: `The rehearsal’s card of ${request} could not be deleted.`,
    next: 'Delete that message in Slack by hand.',
  }),

  part_late: ({ seconds }) => ({
    seen: `This check did not end within ${seconds} s.`,
    next: 'Mend what is named above, and run the doctor again.',
  }),
  part_broken: ({ error }) => ({
    seen: `This check broke (${error}).`,
    next: 'This is a fault of the doctor: run the newest version, and report it.',
  }),
  part_skipped: ({ until }) => ({
    seen: {
      settings: 'Not checked: settings are missing.',
      redis: 'Not checked: Redis is missing.',
      slack: 'Not checked: Slack is missing.',
    }[until],
    next: 'Mend what is named above, and run the doctor again.',
  }),
};

const trouble: { readonly [T in ZcaTrouble]: string } = {
  refused: 'nothing listens there',
  unknown_name: 'the name is unknown',
  untrusted: 'the certificate is from an authority that this machine does not trust',
  expired: 'the certificate is not valid at this time',
  other_name: 'the certificate is for another name',
  wants_certificate: 'it asks for a client certificate and gets none that it accepts',
  no_tls: 'it does not speak TLS',
  no_answer: 'no answer in time',
  server_error: 'it answers with an error of its own',
  broken: 'the connection broke',
  not_the_contract: 'the answer is not the contract’s',
  screen_unexpected: 'the page is not the expected one',
};

const zcaNext: { readonly [T in ZcaTrouble]: string } = {
  refused: 'Start the gateway, or correct its address (ZCA_API_URL or ZCA_CONSOLE_URL).',
  unknown_name: 'Correct the address (ZCA_API_URL or ZCA_CONSOLE_URL), or mend the DNS.',
  untrusted: 'Give this machine the authority’s certificate (NODE_EXTRA_CA_CERTS).',
  expired: 'Renew the certificate, and check this machine’s clock.',
  other_name: 'Write the address with the name in the certificate, or renew the certificate with this name.',
  wants_certificate: 'Set ZCA_CLIENT_CERT and ZCA_CLIENT_KEY to one that it accepts.',
  no_tls: 'Write http:// if it has no TLS and that network is safe, or switch TLS on there.',
  no_answer: 'Look at its log and at the firewall in between.',
  server_error: 'Look at its log.',
  broken: 'Look at its log and at the proxies in between.',
  not_the_contract: 'Compare it with docs/zca-gateway.openapi.yaml, then run npm run gateway:check.',
  screen_unexpected: 'Compare the texts on the screen with zca.console.labels; docs/console.md says how.',
};

const zaloTrouble = {
  no_answer: 'no answer',
  token: 'its token is invalid or has expired',
  other_oa: 'its token belongs to another OA',
  refused: 'it refuses the question',
  not_understood: 'its answer is not understood',
} as const;

export const doctorTexts: DoctorTexts = {
  parts: {
    settings: 'Settings',
    machine: 'This machine',
    redis: 'Redis',
    work: 'Workers and queues',
    slack: 'Slack',
    blocks: 'Cards and dialogs',
    zca: 'ZCA',
    zalo: 'Zalo',
    audit: 'Audit log',
    rehearsal: 'Rehearsal',
  },
  findings,
  summary: ({ failed, warnings }) =>
    failed + warnings === 0 ? 'All is well.' : `${failed} failed, ${plural(warnings, 'warning')}.`,
};

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
