import { setTimeout as sleep } from 'node:timers/promises';
import { elementsOf } from '../../../sandbox/block-elements.js';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import { channel } from '../environment/environment.js';
import type { StormClock } from './storm-clock.js';

/** The workspace is read this often, for all people at once, since each reading passes over all messages. */
const everyMs = 120;

/** The channel as people see it. */
export interface Board {
  /** The newest card with this asset; undefined while there is none. */
  cardOf(asset: string): Message | undefined;
  /** Every card, the newest last. */
  cards(): readonly Message[];
  /** Waits until `look` finds something; returns undefined when this time by the storm’s clock is over. */
  until<T>(look: () => T | undefined | null | false, timeoutMs: number): Promise<T | undefined>;
  close(): void;
}

export function createBoard(workspace: Workspace, clock: Pick<StormClock, 'now'>): Board {
  let cards = new Map<string, Message>();
  // A changed message is another object, so each is read once.
  const read = new WeakMap<Message, readonly string[]>();
  const assetsOn = (message: Message): readonly string[] => {
    const known = read.get(message);
    if (known !== undefined) return known;
    const ids = opOf(message)?.startsWith('card-') === true ? idsIn(message.text) : [];
    read.set(message, ids);
    return ids;
  };
  const look = () => {
    const next = new Map<string, Message>();
    for (const message of workspace.messages(channel))
      for (const id of assetsOn(message)) next.set(id, message);
    cards = next;
  };
  let isClosed = false;
  const timer = setInterval(look, everyMs);
  return {
    cardOf: (asset) => cards.get(asset),
    cards: () => [...new Set(cards.values())],
    until: async (find, timeoutMs) => {
      const end = clock.now() + timeoutMs;
      for (;;) {
        const found = find();
        if (found !== undefined && found !== null && found !== false) return found;
        if (clock.now() > end) return undefined;
        await sleep(everyMs);
        // When a storm is broken off, people who still wait stop acting.
        if (isClosed) return new Promise(() => undefined);
      }
    },
    close: () => {
      isClosed = true;
      clearInterval(timer);
    },
  };
}

/** The key of a bot's message from its metadata; undefined for people's messages. */
export function opOf({ metadata }: Pick<Message, 'metadata'>): string | undefined {
  return /"op":"([^"]+)"/u.exec(JSON.stringify(metadata ?? null))?.[1];
}

/** The ids of assets in a text. */
export function idsIn(text: string): string[] {
  return text.match(/\d{15,20}/gu) ?? [];
}

/** The buttons of a message, by their action ids. */
export function buttonsOf({ blocks }: Pick<Message, 'blocks'>): string[] {
  return blocks.flatMap((block) => elementsOf(block).map(({ action_id }) => action_id));
}
