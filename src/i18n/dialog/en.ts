import { bold, richText } from '../../core/messages/rich-text.js';
import { assets } from '../words/en.js';
import type { DialogTexts } from './texts.js';

export const dialogTexts: DialogTexts = {
  close: 'Close',
  form: {
    title: 'Unlink from the ZCA',
    submit: 'Ask to unlink',
    intro: richText`Nothing is unlinked until an approver confirms.`,
    kind: 'Kind',
    assets: 'What to unlink',
    search: 'Type part of a name or ID',
    pasted: 'Or paste IDs or names',
    pastedHint: 'One per line or separated by commas; rows of a table and links to zalo.me work too.',
    understood: richText`${bold('This is how I understand what you pasted.')} If it is right, press ${bold('Ask to unlink')} again:`,
    fits: (query, count) => richText`“${query}” fits ${count}; you tick the right ones on the card`,
    reason: 'Reason',
    reasonHint: 'The approvers will see it, and it is kept in the audit log.',
    options: 'Try first',
    dryRun: 'Dry run',
    dryRunHint: 'Every step except the unlink itself.',
    channel: 'Where the request is posted',
    channelHint: 'The approvers must be able to see this channel, and I must be in it.',
    whoMustApprove: richText`${bold('Who must confirm')}`,
    approvals: (count) => richText`Approvals needed: ${bold(String(count))}`,
  },
  reject: {
    title: (id) => `Reject ${id}`,
    submit: 'Reject',
    intro: (id) =>
      richText`Nothing in ${bold(id)} will be unlinked, and everyone will see who rejected it. This cannot be undone.`,
    reason: 'Reason',
    reasonHint: 'The requester will see it.',
  },
  couldNot: {
    title: (id) => `${id}: could not`,
    submit: 'Send',
    intro: (name) =>
      richText`${bold(name)} then counts as not unlinked. The requester will see why, and an approver can have it tried again.`,
    reason: 'Why it could not be done',
    reasonHint: 'For example what the page said, or what was different from the steps.',
  },
  digits: {
    title: (id) => `Confirm ${id}`,
    submit: (effect, kind, count) =>
      ({
        approval: 'Give approval',
        dry_run: 'Confirm the dry run',
        hand_over: 'Hand over',
        unlink: `Unlink ${assets(kind, count)}`,
      })[effect.type],
    intro: (effect, kind, count) => {
      const what = assets(kind, count);
      const said = {
        approval: `You are about to approve unlinking ${what}; others must approve too:`,
        dry_run: `You are about to confirm a dry run for ${what}:`,
        hand_over: `You are about to have operators unlink ${what}:`,
        unlink: `You are about to unlink ${what}:`,
      };
      return richText`⚠️ ${bold(said[effect.type])}`;
    },
    label: (name, masked) => `Last four digits of the ID of “${name}” (${masked})`,
    hint: richText`Compare the names and IDs with what you mean to unlink, then type the digits.`,
  },
  problem: {
    noAsset: 'Please choose what to unlink.',
    tooMany: (count, most) =>
      `That is ${count} at once; one request takes at most ${most} here. Please choose fewer.`,
    gone: (names) => `No longer linked: ${names.join(', ')}. Please remove.`,
    protected: (name, message) => `${name} cannot be unlinked here: ${message}`,
    notFound: (queries) => `Nothing linked matches ${queries.join(', ')}. Please correct or remove it.`,
    rounded: (queries) =>
      `A spreadsheet seems to have rounded ${queries.join(', ')}, so I cannot tell what it names. Please copy the full ID.`,
    closest: (names) => `Closest: ${names.join(', ')}.`,
    otherKind: (queries, kind) =>
      `${queries.join(', ')}: this says it is ${kind === 'oa' ? 'an app, and OAs are' : 'an OA, and apps are'} chosen above. Please ask for it separately.`,
    pastedTooLong: (most) =>
      `An ID or a name has at most ${most} characters. Please put each on its own line.`,
    reasonMissing: 'A reason is needed here.',
    reasonTooLong: (length, most) =>
      `The reason is ${length} characters long; at most ${most} fit. Please shorten it.`,
    channelMissing: 'Please choose a channel.',
    channelNotAllowed: 'Unlink requests are not taken in this channel. Please choose another one.',
    channelWithoutBot:
      'I cannot post in this channel. Please choose one that I am in, or invite me there with /invite.',
    wrongDigits: 'These are not the last four digits of this ID. Please look at it again.',
    overBudget: (most, seconds) =>
      `You have sent more than ${most} within a minute, so I did not take this one. Please send it again in ${seconds} s.`,
    notRecorded:
      'Sorry, I could not make sure that this was recorded. Please send it again; it counts only once.',
  },
};
