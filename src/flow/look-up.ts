import { readRounded } from '../core/asset/asset-id.js';
import { type Command, toFill } from '../core/command/command.js';
import { offered } from '../core/command/command-text.js';
import { secondReading } from '../core/command/second-reading.js';
import type { SubmittedCommand } from '../core/command/submitted-command.js';
import { matchInSteps } from '../core/matching/match.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import { type AssetList, searchAssets, withoutLocked } from '../core/request/asset-list.js';
import { cancel } from '../core/request/decision-transition.js';
import { joinOpenRequest } from '../core/request/join-transition.js';
import { endWithoutMatch, failLookup, listAssets } from '../core/request/lookup-transition.js';
import type { LogInPause } from '../core/request/outcome.js';
import { isDirect } from '../core/request/permission.js';
import { type Policy, policyFor } from '../core/request/policy.js';
import type { Joining, LookingUp, PastUnlink, Request } from '../core/request/request.js';
import { requestIds } from '../core/request/request-id.js';
import { type InvalidState, invalidState, type Transition } from '../core/request/transition.js';
import { inSlices } from '../shared/in-slices.js';
import { earlierCommandOf } from './edited-ask.js';
import { addToOpen, joinedNote, showJoined } from './join.js';
import { listLinkedAssets } from './list-linked.js';
import { askRefusalOf } from './permission.js';
import type { Recipient } from './ports/chat.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import type { Change } from './ports/store.js';
import { commandMessageKey, waitMessageKey } from './private-message-key.js';
import { refuseCommand } from './refuse.js';
import { requestOfDelivery } from './request-of-delivery.js';
import { showCard } from './show-card.js';
import { answerOf } from './submit.js';
import { tellIfSlow } from './tell-if-slow.js';
import { CannotPost, TryLater } from './try-later.js';
import { withoutLockedElsewhere } from './without-locked.js';

/** The time a lookup waits for a busy ZCA; somebody is waiting in the chat. */
const busyTimeoutMs = 60_000;

type UnlinkCommand = Extract<Command, { type: 'unlink' }>;

/** Step 2: finds the assets a command means and shows them, on a card or in a private reply. Safe to repeat. */
export async function lookUp(ask: SubmittedCommand, attempt: Attempt, ports: Ports): Promise<void> {
  const { command } = ask;
  const note = answerOf(command);
  if (note !== null) return tellRequester(ask, note, ports);
  if (command.type !== 'unlink') return tellIfSlow(ask, () => ports.overview.answer(ask), ports);
  const policy = policyFor(ports.policies, command.kind, ask.channel);
  // On a retry, the permission check is skipped: the earlier run's decision stays.
  const stored = await requestOf(ask, ports);
  if (stored === null && ask.message !== undefined) {
    const earlier = await earlierCommandOf(ask, ask.message, command, ports);
    if (earlier === null) return;
    if (earlier !== 'go_on') return tellRequester(ask, earlier, ports);
  }
  const verdict = stored === null ? await verdictOf(ask, command, policy, ports) : null;
  if (verdict?.type === 'refused') return tellRefusal(ask, verdict.why, ports);
  const request = stored ?? (await create(ask, command, ports));
  if ('refused' in request) return tellRefusal(ask, request.refused, ports);
  const listed =
    request.status === 'looking_up'
      ? await tellIfSlow(ask, () => search(ask, { request, policy }, attempt, ports), ports)
      : request;
  return answer(ask, listed, policy, ports);
}

/** The request that the command created, also under an earlier version's hash; null if there is none yet. */
async function requestOf(
  { delivery, formerDelivery }: SubmittedCommand,
  ports: Ports,
): Promise<Request | null> {
  const request = await requestOfDelivery(delivery, ports);
  return request ?? (formerDelivery === undefined ? null : requestOfDelivery(formerDelivery, ports));
}

/** The verdict of a command that gets no request; null if it is to be carried out. */
async function verdictOf(
  ask: SubmittedCommand,
  command: UnlinkCommand,
  policy: Policy,
  ports: Ports,
): Promise<Verdict | null> {
  const standing = await ports.store.verdict(ask.delivery);
  if (standing !== null) return standing;
  const why =
    directRefusalOf(ask, policy) ??
    (await askRefusalOf(ask, policy, ports)) ??
    boundsRefusalOf(command, policy);
  return why === null ? null : refuseCommand(ask, why, ports);
}

/** No approver would see the card in a direct message. */
function directRefusalOf({ channel }: SubmittedCommand, { channels: allowed }: Policy): Refusal | null {
  return isDirect(channel) ? { type: 'direct_message', allowed } : null;
}

function boundsRefusalOf({ queries, reason }: UnlinkCommand, policy: Policy): Refusal | null {
  if (queries.length > policy.mostAssets)
    return { type: 'too_many_assets', count: queries.length, most: policy.mostAssets };
  return policy.reasonRequired && reason === null ? { type: 'reason_required' } : null;
}

/** Creates the command's request; returns a refusal if it gets none. */
async function create(
  ask: SubmittedCommand,
  command: UnlinkCommand,
  ports: Ports,
): Promise<Request | { readonly refused: Refusal }> {
  const { maxOpenRequests: most } = ports;
  const created = await ports.store.create(requestIds(ask.delivery), recordOf(ask, command), most);
  if (created !== 'too_many_open') return created;
  const verdict = await refuseCommand(ask, { type: 'too_many_open', most }, ports);
  if (verdict.type === 'refused') return { refused: verdict.why };
  throw new TryLater(0, 'another run of this job has let the command in');
}

function recordOf(ask: SubmittedCommand, command: UnlinkCommand) {
  const { delivery, requester, channel, thread, askedAt, message } = ask;
  const { kind, queries, reason, dryRun } = command;
  const asked = { delivery, kind, queries, reason, dryRun, requester, channel, thread, askedAt };
  return message === undefined ? asked : { ...asked, message: message.ts };
}

async function search(
  ask: SubmittedCommand,
  { request, policy }: { readonly request: LookingUp; readonly policy: Policy },
  attempt: Attempt,
  ports: Ports,
): Promise<Request> {
  const { joining } = request;
  if (joining !== undefined) {
    // An earlier or a parallel run of this job began to join.
    const joined = await join(joining, request, ports);
    if (joined !== null) return joined;
  }
  const at = ports.now();
  const tellPause = (why: LogInPause) =>
    ports.chat.tell(waitMessageKey(ask.delivery), requesterOf(ask), { type: 'command_waits', why });
  const waitBudget = { attempt, waitedMs: attempt.ageMs, busyTimeoutMs, tellPause };
  const linked = await listLinkedAssets(request.kind, waitBudget, ports);
  if ('failure' in linked)
    return changed(request, (current) => failLookup(current, linked.failure, at), ports);
  await inSlices(matchInSteps(request.queries, linked.assets));
  const found = searchAssets(request.queries, linked.assets, policy);
  const meant = lastIsMissed(request, found) ? secondReading(request, linked.assets) : null;
  if (meant !== null) {
    const offer = offered({ ...meant, type: 'unlink' });
    return changed(request, (current) => endWithoutMatch(current, { ...nothing, meant: offer }, at), ports);
  }
  const before = await unlinkedBefore(request, found, ports);
  const free = await withoutLockedElsewhere(found, request, ports);
  return list(request, before.length === 0 ? free : { ...free, unlinkedBefore: before }, policy, ports);
}

const nothing = { closest: [], withheld: [] };
/** At most this many unmatched queries are looked up among earlier unlinks. */
const maxSoughtBefore = 3;

/**
 * If the last query matched nothing but the words have another reading, a request without it would not be what the
 * person meant.
 */
function lastIsMissed({ queries }: Request, { missed }: AssetList): boolean {
  return missed.includes(queries.at(-1) ?? '');
}

async function unlinkedBefore(
  { id, kind }: Request,
  { missed }: AssetList,
  { pastUnlinks, log }: Ports,
): Promise<readonly PastUnlink[]> {
  try {
    const sought = missed.slice(0, maxSoughtBefore);
    const found = await Promise.all(sought.map((query) => pastUnlinks.newestOf(kind, query)));
    return found.filter((past) => past !== null);
  } catch (error) {
    log.warn('past_unlinks.unreadable', 'could not look for past unlinks', {
      request: id,
      error: String(error),
    });
    return [];
  }
}

/**
 * With several queries, assets held by other requests are left out and named. A single held asset makes the requester
 * join the other request.
 */
async function list(request: LookingUp, found: AssetList, policy: Policy, ports: Ports): Promise<Request> {
  const at = ports.now();
  const { closest, ...rest } = found;
  const { withheld, withheldMore, unlinkedBefore: before } = found;
  const more = {
    ...(withheldMore === undefined ? {} : { withheldMore }),
    ...(before === undefined ? {} : { unlinkedBefore: before }),
  };
  const listed = found.missed.some((query) => readRounded(query) !== null) ? found : rest;
  const step = (current: Request) =>
    found.assets.length === 0
      ? endWithoutMatch(current, { closest, withheld, ...more }, at)
      : listAssets(current, listed, at, at + policy.lifetimeMs);
  const change = await ports.store.change(request.id, unlessJoining(request, step));
  if (change.type !== 'held') return after(change, request, ports);
  if (request.queries.length > 1)
    return list(request, withoutLocked(found, idIn(change.asset), change.by), policy, ports);
  const joining = { other: change.by, id: idIn(change.asset) };
  const joined = await join(joining, request, ports);
  // If the other request has ended in the meantime, its assets are free.
  return joined ?? list({ ...request, joining }, found, policy, ports);
}

/** Null if that request no longer holds the asset. */
async function join(joining: Joining, request: LookingUp, ports: Ports): Promise<Request | null> {
  const how = await addToOpen(joining, request, ports);
  if (how === null) return null;
  const { other } = joining;
  return after(
    await ports.store.change(request.id, (current) => joinOpenRequest(current, { other, how }, ports.now())),
    request,
    ports,
  );
}

/** While another run of the job is joining it to an open request, this run must not end it in another way. */
function unlessJoining({ joining }: LookingUp, step: (current: Request) => Transition<InvalidState>) {
  return (current: Request) => {
    const isOther =
      current.status === 'looking_up' && current.joining !== undefined && !isSame(current.joining, joining);
    return isOther ? invalidState(current) : step(current);
  };
}

function isSame(joining: Joining, other: Joining | undefined): boolean {
  return joining.other === other?.other && joining.id === other.id;
}

/** The id in an asset key. */
function idIn(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

async function changed(
  request: LookingUp,
  step: (current: Request) => Transition<InvalidState>,
  ports: Ports,
): Promise<Request> {
  return after(await ports.store.change(request.id, unlessJoining(request, step)), request, ports);
}

/**
 * The request after a change, whoever made it.
 * @throws {TryLater} while another run of the job is joining it
 */
async function after(change: Change<InvalidState>, request: Request, ports: Ports): Promise<Request> {
  const left = change.type === 'changed' ? change.request : await ports.store.get(request.id);
  if (left?.status === 'looking_up') throw new TryLater(0, 'another run of this job is joining the request');
  return left ?? request;
}

async function answer(ask: SubmittedCommand, request: Request, policy: Policy, ports: Ports): Promise<void> {
  if (request.status === 'no_match') return tellRequester(ask, { ...request, type: 'no_match' }, ports);
  if (request.status === 'lookup_failed')
    return tellRequester(ask, { type: 'lookup_failed', cause: request.cause }, ports);
  if (request.status === 'joined') {
    // The requester need not wait for the public messages.
    await tellRequester(ask, await joinedNote(request, ports), ports);
    return showJoined(request, ports);
  }
  if (request.status === 'pending') await ports.jobs.watch(request, policy.remindersMs);
  try {
    await showCard(request, ports);
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    ports.log.error('card.not_posted', 'could not post a card', {
      request: request.id,
      channel: ask.channel,
      code: error.code,
    });
    const decision = { by: 'bot', at: ports.now(), press: ask.delivery };
    await ports.store.change(request.id, (current) => cancelUnseen(current, decision));
    const refusal = { type: 'cannot_post', channel: ask.channel, code: error.code, ...askedIn(ask) } as const;
    await tellRequester(ask, refusal, ports);
    await tellJoined(request.id, ports);
    await ports.store.told({ requestId: request.id, round: 0 });
  }
}

/** People who joined before the card failed also wait for an answer. */
async function tellJoined(requestId: string, { store, chat }: Ports): Promise<void> {
  const request = await store.get(requestId);
  if (request?.status === 'cancelled' && request.others.length > 0)
    await chat.postInThread(request, { type: 'cancelled' });
}

/** A request that nobody can see can never be decided: it ends and frees its assets. */
function cancelUnseen(current: Request, decision: Parameters<typeof cancel>[1]): Transition<InvalidState> {
  const transition = cancel(current, decision, null);
  return 'next' in transition ? transition : { refused: { type: 'not_open', request: current } };
}

function tellRefusal(ask: SubmittedCommand, why: Refusal, ports: Ports): Promise<void> {
  // A command never gets this refusal.
  if (why.type === 'not_open') return Promise.resolve();
  const isMended = why.type === 'reason_required' || why.type === 'direct_message';
  return tellRequester(ask, isMended ? { ...why, ...askedIn(ask) } : why, ports);
}

/** Prefills the form, so that the person only adds what is missing. */
function askedIn({ command }: SubmittedCommand): { readonly asked?: string } {
  return command.type === 'unlink' ? { asked: toFill(command) } : {};
}

function tellRequester(
  ask: SubmittedCommand,
  note: PrivateMessage,
  { chat }: Pick<Ports, 'chat'>,
): Promise<void> {
  return chat.tell(commandMessageKey(ask.delivery), requesterOf(ask), note);
}

function requesterOf({ requester: user, channel, thread }: SubmittedCommand): Recipient {
  return { user, place: { channel, thread } };
}
