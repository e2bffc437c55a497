import { type Command, toFill } from '../core/command/command.js';
import type { SubmittedCommand } from '../core/command/submitted-command.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import { cancel } from '../core/request/decision-transition.js';
import { isDirect } from '../core/request/permission.js';
import { type Policy, policyFor } from '../core/request/policy.js';
import type { Request } from '../core/request/request.js';
import { requestIds } from '../core/request/request-id.js';
import type { InvalidState, Transition } from '../core/request/transition.js';
import { earlierCommandOf } from './edited-ask.js';
import { findAssets } from './find-assets.js';
import { joinedNote, showJoined } from './join.js';
import { askRefusalOf } from './permission.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { commandMessageKey } from './private-message-key.js';
import { recipientOf } from './recipient.js';
import { refuseCommand } from './refuse.js';
import { requestOfDelivery } from './request-of-delivery.js';
import { showCard } from './show-card.js';
import { answerOf } from './submit.js';
import { tellIfSlow } from './tell-if-slow.js';
import { CannotPost, TryLater } from './try-later.js';

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
      ? await tellIfSlow(ask, () => findAssets(ask, { request, policy }, attempt, ports), ports)
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
    await ports.store.markReported({ requestId: request.id, round: 0 });
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
  return chat.tell(commandMessageKey(ask.delivery), recipientOf(ask), note);
}
