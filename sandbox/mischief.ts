import type { Switch } from './slack/page-contract.js';
import type { Switches } from './slack/workspace-options.js';

/** The switches of one neighbour of the bot, for a page's menu "Make it go wrong". */
export interface Mischief {
  readonly ways: readonly Way[];
  /** Ends all of them. */
  allWell(): void;
}

export interface Way extends Pick<Switch, 'key' | 'words'> {
  isOn(): boolean;
  turnOn(): void;
}

/** The switches of several neighbours as one menu, in their order. */
export function switchesOf(...all: readonly Mischief[]): Switches {
  const ways = all.flatMap((each) => each.ways);
  return {
    list: () => ways.map((way) => ({ key: way.key, words: way.words, isOn: way.isOn() })),
    turnOn(key) {
      const way = ways.find((each) => each.key === key);
      if (way === undefined) return false;
      if (!way.isOn()) way.turnOn();
      return true;
    },
    allWell() {
      for (const each of all) each.allWell();
    },
  };
}
