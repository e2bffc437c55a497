import { setTimeout as sleep } from 'node:timers/promises';
import { elementsOf } from '../../../sandbox/block-elements.js';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import { channel } from '../environment/environment.js';

/** How often the workspace is looked at, in milliseconds: for all people at once, as each looking costs a pass over all messages. */
const everyMs = 120;

/** The channel as people see it. */
export interface Board {
  /** The newest card that lists this asset; undefined while there is none. */
  cardOf(asset: string): Message | undefined;
  /** Every card, the newest last. */
  cards(): readonly Message[];
  /** Waits until `look` finds something; undefined when it did not in time. */
  until<T>(look: () => T | undefined | null | false, timeoutMs: number): Promise<T | undefined>;
  close(): void;
}

export function createBoard(workspace: Workspace): Board {
  let cards = new Map<string, Message>();
  // A message that changes is another object, so each is read once.
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
  const timer = setInterval(look, everyMs);
  return {
    cardOf: (asset) => cards.get(asset),
    cards: () => [...new Set(cards.values())],
    until: async (find, timeoutMs) => {
      const end = Date.now() + timeoutMs;
      for (;;) {
        const found = find();
        if (found !== undefined && found !== null && found !== false) return found;
        if (Date.now() > end) return undefined;
        await sleep(everyMs);
      }
    },
    close: () => clearInterval(timer),
  };
}

/** What a message of the bot's is, as its metadata says; undefined for people's. */
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
