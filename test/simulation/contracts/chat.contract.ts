import { beforeEach, describe, expect, it } from 'vitest';
import type { Chat } from '../../../src/flow/ports/chat.js';
import { approved, askedAt, asset, cancelled, finished, pending } from '../../fixtures/requests.js';

export interface ChatBench {
  readonly chat: Chat;
  /** Another process's view of the same chat. */
  readonly other: Chat;
  /** The buttons on the card of a request in its current state; null without a card. */
  readonly offersOf: (requestId: string) => ReadonlySet<string> | null;
  /** The number of messages in the channel: cards, and posts in their threads. */
  readonly messages: () => number;
  /** The number of private messages to a person. */
  readonly toldTo: (user: string) => number;
  /** Puts these people, and no others, in the group of approvers. */
  readonly group: (members: readonly string[]) => void;
  /** Somebody takes the bot out of the channel. */
  readonly close: () => void;
}

const group = 'S0APPROVE1';
const [lan, minh, hoa] = ['U0LAN00001', 'U0MINH0002', 'U0HOA00003'];
const note = { type: 'no_such_request' } as const;
const to = { user: lan, place: { channel: 'C0ZCAOPS01', thread: null } };

/** The promises of every chat that a flow can use. */
export function chatContract(name: string, open: () => Promise<ChatBench>): void {
  describe(`the ${name} chat`, { timeout: 60_000 }, () => {
    let bench: ChatBench;
    beforeEach(async () => {
      bench = await open();
    });
    const waiting = pending();

    it('shows one card for a request, whoever shows it, and its newest state on it', async () => {
      await bench.chat.showCard(waiting);
      await bench.other.showCard(approved(waiting));
      await bench.chat.showCard(waiting);
      expect(bench.messages()).toBe(1);
      expect([...(bench.offersOf(waiting.id) ?? [])]).toEqual(['stop']);
    });

    it('offers on a card the actions that its request allows', async () => {
      await bench.chat.showCard(waiting);
      expect([...(bench.offersOf(waiting.id) ?? [])].sort()).toEqual([
        'approve',
        'cancel',
        'choose',
        'reject',
      ]);
      await bench.chat.showCard(cancelled(waiting));
      expect([...(bench.offersOf(waiting.id) ?? [])]).toEqual([]);
    });

    it('posts a missing card, and says so', async () => {
      expect(await bench.chat.ensureCard(waiting)).toBe(true);
      expect(await bench.other.ensureCard(waiting)).toBe(false);
      expect(bench.messages()).toBe(1);
    });

    it('links to a card once there is one', async () => {
      expect(await bench.chat.linkTo(waiting.id)).toBeNull();
      await bench.chat.showCard(waiting);
      expect(await bench.other.linkTo(waiting.id)).toMatch(/^https?:/u);
    });

    it('posts the result of a run once, under its card', async () => {
      const run = finished('succeeded', waiting);
      await bench.chat.postResult(run);
      await bench.other.postResult(run);
      expect(bench.messages()).toBe(2);
      await bench.chat.postResult({ ...run, round: run.round + 1 });
      expect(bench.messages()).toBe(3);
    });

    it('posts a message in a thread once, and only if it is true', async () => {
      const over = cancelled(waiting);
      await bench.chat.showCard(over);
      await bench.chat.postInThread(over, { type: 'cancelled' });
      await bench.other.postInThread(over, { type: 'cancelled' });
      await bench.chat.postInThread(over, { type: 'left_out' });
      await bench.chat.postInThread(over, { type: 'requester_added', user: hoa });
      expect(bench.messages()).toBe(2);
    });

    it('tells a person something once for each occasion', async () => {
      await bench.chat.tell('one', to, note);
      await bench.other.tell('one', to, note);
      await bench.chat.tell('two', to, note);
      expect(bench.toldTo(lan)).toBe(2);
    });

    it('remembers a group’s members for a while, but not its non-members, nor when it must be fresh', async () => {
      bench.group([minh]);
      expect([...(await bench.chat.groupMembers(group))]).toEqual([minh]);
      bench.group([hoa]);
      expect([...(await bench.chat.groupMembers(group, { wanted: minh }))]).toEqual([minh]);
      expect([...(await bench.chat.groupMembers(group, { wanted: hoa }))]).toEqual([hoa]);
      bench.group([]);
      expect([...(await bench.chat.groupMembers(group, { wanted: hoa }))]).toEqual([hoa]);
      expect([...(await bench.chat.groupMembers(group, { fresh: true }))]).toEqual([]);
    });

    it('knows a person of the team', async () => {
      expect(await bench.chat.person(minh)).toMatchObject({ id: minh, isOutsider: false });
    });

    it('refuses a card where it may not write, and posts nothing there; people are told all the same', async () => {
      bench.close();
      await expect(bench.chat.showCard(waiting)).rejects.toThrow(/refused/u);
      await bench.chat.postInThread(cancelled(waiting), { type: 'cancelled' });
      expect(bench.messages()).toBe(0);
      await bench.chat.tell('one', to, note);
      expect(bench.toldTo(lan)).toBe(1);
    });

    it('tells waiting people directly, once each, when it may no longer write in their thread', async () => {
      const joined = { user: hoa, reason: null, at: askedAt, requestId: 'UR-8K2M', assets: ['101'] };
      const shared = pending({ requester: lan, others: [joined] });
      await bench.chat.showCard(shared);
      bench.close();
      const over = cancelled(shared);
      await bench.chat.postInThread(over, { type: 'cancelled' });
      await bench.other.postInThread(over, { type: 'cancelled' });
      await bench.chat.postInThread(over, { type: 'requester_added', user: hoa });
      expect(bench.toldTo(hoa)).toBe(1);
      const run = finished('succeeded', shared);
      await bench.chat.postResult(run);
      await bench.other.postResult(run);
      expect(bench.toldTo(hoa)).toBe(2);
      expect(bench.toldTo(lan)).toBe(2);
    });

    it('goes on when a card is out of its reach', async () => {
      const other = pending({ id: 'UR-8K2M', assets: [asset('404')] });
      await bench.chat.showCard(other);
      bench.close();
      await expect(bench.chat.showCard(approved(other))).resolves.toBeUndefined();
      await expect(bench.chat.postResult(finished('succeeded', other))).resolves.toBeUndefined();
    });
  });
}
