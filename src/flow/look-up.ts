import type { Ask } from '../core/ask.js';
import type { Command } from '../core/command.js';
import { matchAssets } from '../core/match.js';
import type { Note } from '../core/note.js';
import { mayAsk } from '../core/policy.js';
import { type Request, requestIds } from '../core/request.js';
import {
  cancel,
  endWithoutMatch,
  failLookup,
  joinOther,
  listAssets,
  type NotOpen,
  type Transition,
} from '../core/transition.js';
import { answerOf } from './ask.js';
import { readMembership, unreadableNote } from './membership.js';
import type { Attempt, Change, Ports, Recipient } from './ports.js';
import { showCard } from './show-card.js';
import { CannotPost, TryLater } from './try-later.js';
import { ZcaBusy, ZcaError, ZcaUnclear } from './zca-error.js';

/** What one card lists; Slack shows at most ten checkboxes in a group, and people read no more than that. */
const mostListed = 10;
/** How long a look-up waits for a busy ZCA before it is given up, in milliseconds: somebody is waiting in the chat. */
const patienceMs = 60_000;

/** Step 2: finds what the command means and shows it: a card, or a private answer. Safe to repeat. */
export async function lookUp(ask: Ask, attempt: Attempt, ports: Ports): Promise<void> {
  const { command } = ask;
  if (command.type !== 'unlink') return tellRequester(ask, answerOf(command), ports);
  const refusal = await refusalOf(ask, ports);
  if (refusal !== null) return tellRequester(ask, refusal, ports);
  const request = await ports.store.create(requestIds(ask.delivery), recordOf(ask, command));
  const listed = request.status === 'looking_up' ? await search(request, attempt, ports) : request;
  return answer(ask, listed, ports);
}

async function refusalOf(ask: Ask, ports: Ports): Promise<Note | null> {
  const { policy } = ports;
  try {
    const member = await readMembership(policy.requesters, ports);
    const refusal = mayAsk(policy, ask.requester, ask.channel, member);
    const allowed = refusal === 'channel_not_allowed' ? policy.channels : policy.requesters;
    return refusal === null ? null : { type: 'ask_refused', refusal, allowed };
  } catch (error) {
    return unreadableNote(error);
  }
}

function recordOf(ask: Ask, command: Extract<Command, { type: 'unlink' }>) {
  const { delivery, requester, channel, thread, askedAt } = ask;
  const { kind, query, reason } = command;
  return { delivery, kind, query, reason, requester, channel, thread, askedAt };
}

async function search(request: Request, attempt: Attempt, ports: Ports): Promise<Request> {
  const found = await transitionFor(request, attempt, ports);
  const change = await ports.store.change(request.id, found);
  if (change.type !== 'held') return after(change, request, ports);
  return changed(request, (current) => joinOther(current, change.by, ports.now()), ports);
}

async function transitionFor(
  request: Request,
  attempt: Attempt,
  ports: Ports,
): Promise<(current: Request) => Transition<NotOpen>> {
  const at = ports.now();
  try {
    const match = matchAssets(request.query, await ports.zca.list(request.kind));
    if (match.type === 'none') return (current) => endWithoutMatch(current, match.closest, at);
    const all = match.type === 'exact' ? [match.asset] : match.assets;
    const assets = all.slice(0, mostListed);
    const chosen = all.length === 1 ? assets.map(({ id }) => id) : [];
    return (current) => listAssets(current, { assets, more: all.length - assets.length, chosen }, at);
  } catch (error) {
    return giveUp(error, attempt, at);
  }
}

function giveUp(error: unknown, attempt: Attempt, at: number): (current: Request) => Transition<NotOpen> {
  if (!(error instanceof ZcaError)) throw error;
  if (error instanceof ZcaBusy && attempt.ageMs < patienceMs)
    throw new TryLater(error.retryAfterMs, error.message);
  if (error instanceof ZcaUnclear && !attempt.last) throw error;
  return (current) => failLookup(current, error.failure, at);
}

async function changed(
  request: Request,
  step: (current: Request) => Transition<NotOpen>,
  ports: Ports,
): Promise<Request> {
  return after(await ports.store.change(request.id, step), request, ports);
}

/** The request as a change has left it, whoever made it. */
async function after(change: Change<NotOpen>, request: Request, ports: Ports): Promise<Request> {
  return change.type === 'changed' ? change.request : ((await ports.store.get(request.id)) ?? request);
}

async function answer(ask: Ask, request: Request, ports: Ports): Promise<void> {
  if (request.status === 'no_match') return tellRequester(ask, { ...request, type: 'no_match' }, ports);
  if (request.status === 'lookup_failed')
    return tellRequester(ask, { type: 'lookup_failed', cause: request.cause }, ports);
  if (request.status === 'joined') return tellRequester(ask, { type: 'joined', other: request.other }, ports);
  try {
    await showCard(request, ports);
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    ports.log.error('a card could not be posted', {
      request: request.id,
      channel: ask.channel,
      code: error.code,
    });
    const decision = { by: 'bot', at: ports.now(), press: ask.delivery };
    await changed(request, (current) => cancelUnseen(current, decision), ports);
    await tellRequester(ask, { type: 'cannot_post', channel: ask.channel, code: error.code }, ports);
  }
}

/** A request nobody can see can never be decided: it ends, and what it holds is free again. */
function cancelUnseen(current: Request, decision: Parameters<typeof cancel>[1]): Transition<NotOpen> {
  const transition = cancel(current, decision);
  return 'next' in transition ? transition : { refused: { type: 'not_open', request: current } };
}

function tellRequester(ask: Ask, note: Note | null, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  const to: Recipient = { user: ask.requester, channel: ask.channel, thread: ask.thread };
  return note === null ? Promise.resolve() : chat.tell(`ask-${ask.delivery}`, to, note);
}
