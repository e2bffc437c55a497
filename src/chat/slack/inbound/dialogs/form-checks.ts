import type { Asset } from '../../../../core/asset/asset.js';
import { commandLimits } from '../../../../core/command/command.js';
import { queriesOf } from '../../../../core/matching/query-list.js';
import { protectionOf } from '../../../../core/request/asset-rules.js';
import type { Policy } from '../../../../core/request/policy.js';
import type { DialogTexts } from '../../../../i18n/dialog/texts.js';
import type { Messages } from '../../../../i18n/messages.js';
import { displayName } from '../../messages/display-name.js';
import { maxLengths, shorten, untrustedText } from '../../messages/limits.js';
import type { Picked } from './form-carried.js';
import { pastedProblem } from './form-pasted.js';
import type { FormValues } from './form-values.js';
import { formFields, maxIn } from './form-view.js';
import { reasonField } from './inputs.js';

/** Problem texts by the block id of the field they belong to. */
export type Problems = Record<string, string>;

/** A problem names this many assets; the rest come up once these are fixed. */
const maxNamed = 3;

/** Checks a form without reading the ZCA; empty when it is valid. */
export function problemsOf(values: FormValues, policy: Policy, messages: Messages): Problems {
  const words = messages.dialog.problem;
  const count = countProblem(queriesIn(values).length, policy, words);
  const isOfPasted = values.pasted !== '' && (values.picked ?? []).length <= maxIn(policy);
  return fieldsWith([
    [formFields.pasted.block, isOfPasted ? count : null],
    [formFields.pasted.block, pastedProblem(values.pasted, values.kind, messages)],
    [formFields.assets(values.kind).block, isOfPasted ? null : count],
    [reasonField.block, reasonProblem(values.reason, policy, words)],
    [formFields.channel.block, values.place === null ? channelProblem(values, policy, words) : null],
  ]);
}

/** Checks the picked assets against the linked ones; empty when all are linked and none is protected. */
export function linkProblems(
  values: FormValues,
  linked: readonly Asset[],
  policy: Policy,
  words: DialogTexts['problem'],
): Problems {
  const now = new Map(linked.map((asset) => [asset.id, asset]));
  const picked = values.picked ?? [];
  const gone = picked.filter(({ id }) => !now.has(id));
  const guarded = picked.flatMap(({ id }) => {
    const asset = now.get(id);
    const message = asset === undefined ? null : protectionOf(policy, asset);
    if (asset === undefined || message === null) return [];
    return [
      words.protected(displayName(asset, maxLengths.person), untrustedText(message, maxLengths.message)),
    ];
  });
  const said = [...(gone.length === 0 ? [] : [words.gone(namesOf(gone))]), ...guarded.slice(0, maxNamed)];
  return fieldsWith([[formFields.assets(values.kind).block, said.length === 0 ? null : said.join(' ')]]);
}

function namesOf(picked: readonly Picked[]): string[] {
  const names = picked
    .slice(0, maxNamed)
    .map(({ id, name }) => `${shorten(name, maxLengths.person)} (${id})`);
  return picked.length > maxNamed ? [...names, '…'] : names;
}

/** All that the form requests, picked or pasted, each once. */
export function queriesIn({ picked, pasted }: FormValues): string[] {
  return [...new Set([...(picked ?? []).map(({ id }) => id), ...queriesOf(pasted)])];
}

function countProblem(count: number, policy: Policy, words: DialogTexts['problem']): string | null {
  const most = maxIn(policy);
  if (count === 0) return words.noAsset;
  return count > most ? words.tooMany(count, most) : null;
}

function reasonProblem(reason: string | null, policy: Policy, words: DialogTexts['problem']): string | null {
  if (reason === null) return policy.reasonRequired ? words.reasonMissing : null;
  return tooLong(reason, words);
}

/** The problem text for a reason that is too long; null when it fits. */
export function tooLong(reason: string, words: DialogTexts['problem']): string | null {
  const { length } = [...reason];
  return length > commandLimits.reason ? words.reasonTooLong(length, commandLimits.reason) : null;
}

function channelProblem(
  { channel }: FormValues,
  policy: Policy,
  words: DialogTexts['problem'],
): string | null {
  if (channel === null) return words.channelMissing;
  const isAllowed = policy.channels.length === 0 || policy.channels.includes(channel);
  return isAllowed ? null : words.channelNotAllowed;
}

/** If a field has two problems, the later one wins. */
function fieldsWith(problems: readonly (readonly [string, string | null])[]): Problems {
  return Object.fromEntries(
    problems.flatMap(([block, problem]) => (problem === null ? [] : [[block, problem]])),
  );
}
