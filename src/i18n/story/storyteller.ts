import type { ReadEntry } from '../../core/request/audit-replay.js';
import { type AssetNames, entryFacts, namesIn } from '../../core/request/entry-facts.js';
import type { Messages } from '../messages.js';

/** Tells entries in words, in the order of the log: an asset's name is known from its approval on. */
export class Storyteller {
  readonly #story: Messages['story'];
  readonly #names: Map<string, string>;
  readonly #kinds = new Map<string, string>();

  /** `names`: those of assets known beforehand, by `kind:id`. */
  constructor({ story }: Messages, names: AssetNames = new Map()) {
    this.#story = story;
    this.#names = new Map(names);
  }

  /** The sentence for an entry, without its time. */
  tell(entry: ReadEntry): string {
    const said = this.#said(entry);
    return entry.surface === undefined ? said : `${said} ${this.#story.elsewhere(entry.surface)}`;
  }

  #said(entry: ReadEntry): string {
    const { action, actor, details, requestId } = entry;
    for (const [key, name] of namesIn(entry)) this.#remember(this.#names, key, name);
    if (action === 'asked') this.#remember(this.#kinds, requestId, String(details['kind']));
    const steps = new Map(Object.entries(this.#story.step));
    const step = steps.get(action);
    if (step === undefined) return this.#story.unknownStep(action, actor);
    return step(entryFacts(entry, this.#names, this.#kinds.get(requestId) ?? 'oa'));
  }

  /** Keeps the newest, so that a log of any length takes bounded memory. */
  #remember(memory: Map<string, string>, key: string, value: string): void {
    memory.delete(key);
    memory.set(key, value);
    const [oldest] = memory.keys();
    if (memory.size > maxRemembered && oldest !== undefined) memory.delete(oldest);
  }
}

const maxRemembered = 10_000;
