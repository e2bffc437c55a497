import type { StoryTexts } from './texts.js';

const person = (by: string) => (by === 'bot' ? 'The bot' : by);
const after = (said: string, text: string) => (text === '' ? '' : `${said}${text}`);
const quoted = (said: string, text: string) => (text === '' ? '' : `${said}“${text}”`);

const outcomes = new Map([
  ['unlinked', 'unlinked, and the ZCA no longer shows it'],
  ['already_unlinked', 'was unlinked before; no call was made'],
  ['reported', 'reported as unlinked by hand'],
  ['changed', 'not unlinked: it is not the link that was approved'],
  ['protected', 'not unlinked: the policy protects it'],
  ['refused', 'the ZCA refused'],
  ['stopped', 'not begun: somebody stopped the request'],
  ['would_unlink', 'dry run: it would have been unlinked'],
  ['failed', 'failed'],
  ['unknown', 'unclear: a call went out, and its effect could not be read'],
]);

export const storyTexts: StoryTexts = {
  title: (requestId) => `The story of ${requestId}. All times are Viet Nam's (UTC+07:00).`,
  step: {
    asked: ({ by, text, list, isSet }) =>
      `${by} asked in ${text('channel')} to unlink ${text('kind')} ${quoted('', list('queries'))}${isSet('dryRun') ? ', as a dry run' : ''}${quoted('; reason: ', text('reason'))}.`,
    listed: ({ assets }) =>
      `The bot found ${assets('assets') || 'nothing'}; chosen: ${assets('chosen') || 'nothing yet'}${after('; left out: ', assets('withheld'))}.`,
    not_found: ({ assets }) =>
      `The bot found nothing linked that matches${after('; closest: ', assets('closest'))}.`,
    lookup_failed: ({ text }) => `The bot could not read the linked assets (${text('cause')}).`,
    joining: ({ text }) => `The bot began to join it to ${text('other')}.`,
    joined: ({ text }) => `It was joined to ${text('other')}, which held the asset.`,
    requester_added: ({ by, text }) =>
      `${by} joined by asking for the same (${text('joined')})${quoted('; reason: ', text('reason'))}.`,
    chosen: ({ by, assets, text }) =>
      `${by} chose ${assets('chosen') || 'nothing'}; approvals dropped by that: ${text('dropped')}.`,
    list_changed: ({ list, text }) =>
      `The list had changed in the ZCA (${list('changes')}), so it waits for a decision again; approvals dropped by that: ${text('dropped')}.`,
    approval_given: ({ by, assets, text }) =>
      `${by} approved ${assets('assets')}: approval ${text('approvals')} of ${text('needed')}${after('; typed the digits of ', assets('typed'))}.`,
    approval_taken_back: ({ by, text }) =>
      `${by} took their approval back; approvals left: ${text('approvals')}.`,
    approval_lapsed: ({ list, text }) =>
      `Its approvals no longer sufficed (needed: ${text('needed')}${after('; no longer counted: ', list('lapsed'))}), so nothing was unlinked.`,
    held_after_restore: ({ list, assets, isSet }) =>
      isSet('running')
        ? `Redis was restored to an older state: the bot makes no further call${after('; it only reads ', assets('assets'))}.`
        : `Redis was restored to an older state, so it waits for a decision again${after('; approvals dropped by that: ', list('lapsed'))}.`,
    approved: ({ by, assets, text }) =>
      `${by} approved ${assets('assets')}: approval ${text('approvals')} of ${text('needed')}, which confirmed it${after('; typed the digits of ', assets('typed'))}.`,
    quorum_reached: ({ by, list, assets }) =>
      `${person(by)} found that the approvals of ${list('approvers')} now suffice, which confirmed ${assets('assets')}.`,
    cancelled: ({ by, text }) => `${person(by)} cancelled it${quoted('; why: ', text('why'))}.`,
    expired: ({ text }) => `It expired without a decision; approvals by then: ${text('approvals')}.`,
    stopped: ({ by, assets, isSet }) =>
      `${person(by)} stopped it${isSet('begun') ? ' during the run' : ' before the run'}${after('; not begun: ', assets('assets'))}.`,
    retried: ({ by, assets, text }) =>
      `${by} had ${assets('assets')} tried again (run ${text('round')})${after('; approved by ', text('carriedBy'))}.`,
    started: ({ text }) => `Run ${text('round')} began.`,
    window_opened: ({ text }) => `The time in which run ${text('round')} can be stopped began.`,
    unlink_called: ({ assets }) => `The bot sent the call to unlink ${assets('asset')} to the ZCA.`,
    unlink_call_void: ({ assets }) => `The call for ${assets('asset')} unlinked nothing.`,
    last_try_unclear: ({ assets, text }) =>
      `The ZCA's answer for ${assets('asset')} was unclear (${text('cause')}, tries: ${text('tries')}); from here the bot only reads.`,
    handed_over: ({ assets }) => `The bot gave ${assets('asset')} to the operators, to unlink by hand.`,
    work_taken: ({ by, text }) => `${by} took the work${after(' over from ', text('from'))}.`,
    work_given_back: ({ by }) => `${by} gave the work back.`,
    evidence_kept: ({ assets, text }) =>
      `The bot kept a picture of the console for ${assets('asset')} (${text('stage')}): SHA-256 ${text('sha256')}.`,
    settled: ({ by, assets, text }) =>
      text('abandoned') === ''
        ? `${assets('asset')}: ${outcomes.get(text('outcome')) ?? text('outcome')}${by === 'bot' ? '' : ` (says ${by})`}${quoted('; reason: ', text('reason'))}.`
        : `The bot ended the remaining assets (${text('abandoned')}).`,
    finished: ({ text }) => `It ended: ${text('status')}.`,
    press_refused: ({ by, text }) => `${by} pressed “${text('action')}” and was refused (${text('why')}).`,
    ask_refused: ({ by, text }) => `${by} asked and was refused (${text('why')}).`,
    looked: ({ by, text }) => `${by} looked: ${text('what')}${after(' ', text('about'))}.`,
    look_refused: ({ by, text }) => `${by} was refused a look (${text('why')}).`,
    assets_imported: ({ by, text }) =>
      `${by} replaced the list of linked assets: ${text('added')} added, ${text('removed')} removed, ${text('changed')} changed.`,
    account_linked: ({ by, text }) => `${by} linked the account ${text('account')} by a code.`,
    account_link_refused: ({ by, text }) =>
      `A code to link the account ${text('account')} to ${by} was refused (${text('why')}).`,
    audit_key_changed: ({ text }) => `The audit log goes on with the key ${text('key')}.`,
    audit_archived: ({ by, text }) =>
      `${by} archived the log up to entry ${text('to')}; the file's SHA-256 is ${text('sha256')}.`,
    redis_restored: ({ by, text }) =>
      `${by} restored Redis from a backup that ended with entry ${text('entries')}; waiting for approval again: ${text('putBack')}, runs that only read now: ${text('onlyRead')}.`,
  },
  unknownStep: (action, by) => `${person(by)}: ${action} (a newer version of the bot wrote this entry).`,
  elsewhere: (surface) =>
    surface === 'zalo' ? '(in Zalo)' : surface === 'zalo-bot' ? '(at the Zalo bot)' : `(in ${surface})`,
  noEntry: (requestId) => `The audit log has no entry of ${requestId}.`,
  outcomes: 'Each asset, with what the ZCA said:',
  recordGone: 'Its record was removed after its time: what the ZCA said word for word is no longer kept.',
  columns: {
    sequence: 'number',
    time: 'time (Viet Nam)',
    request: 'request',
    action: 'action',
    actor: 'by',
    story: 'in words',
    details: 'details',
    hash: 'hash',
  },
};
