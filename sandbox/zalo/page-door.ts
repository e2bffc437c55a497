import { z } from 'zod';
import { type PageFile, readPage } from '../built-page.js';
import type { Switches } from '../slack/workspace-options.js';
import type { Answer } from '../zca/answer.js';
import type { Call } from '../zca/gateway.js';
import { json } from './answers.js';
import type { Chats as PageChats, Phone } from './page-contract.js';
import type { People } from './people.js';
import type { World } from './world.js';

/** The phone page, served beside Zalo's APIs. */
export interface PageOptions {
  /** The folder of the built page. */
  readonly dir: string;
  /** The language of the page's own words; left out: Vietnamese. */
  readonly language?: 'vi' | 'en';
  /** The faults that the page's menu offers; left out: none. */
  readonly switches?: Switches;
}

const sayInput = z.object({
  who: z.string(),
  side: z.enum(['oa', 'bot']),
  text: z.string().min(1).max(2_000),
  quotes: z.string().exactOptional(),
});
const pressInput = z.object({ who: z.string(), message: z.string(), title: z.string() });

/** A page that asks for news and gets none within this time asks again. */
const newsMs = 15_000;

/** Answers the phone page's requests, as `page-contract.ts` describes them, and serves the page itself. */
export class PageDoor {
  readonly #world: World;
  readonly #people: People;
  readonly #options: PageOptions;
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #closing: AbortSignal;

  constructor(world: World, people: People, options: PageOptions, closing: AbortSignal) {
    this.#world = world;
    this.#people = people;
    this.#options = options;
    this.#files = readPage(options.dir);
    this.#closing = closing;
  }

  /** Null for a call that is none of the page's. */
  async answer({ method, url, bodyText }: Call): Promise<Answer | null> {
    const [, name, key] = /^\/sandbox\/(\w+)(?:\/([\w-]+))?$/u.exec(url.pathname) ?? [];
    if (name === undefined) return method === 'GET' ? this.#file(url.pathname) : null;
    switch (`${method} ${name}`) {
      case 'GET phone':
        return json(this.#phone());
      case 'GET chats':
        return this.#chats(url.searchParams.get('who') ?? '', Number(url.searchParams.get('after') ?? -1));
      case 'POST say':
        return taken(sayInput, bodyText, ({ who, side, text, quotes }) =>
          side === 'bot' ? this.#people.sayToBot(who, text) : this.#people.say(who, text, quotes),
        );
      case 'POST press':
        return taken(pressInput, bodyText, ({ who, title, message }) =>
          this.#people.press(who, title, message),
        );
      default:
        return name === 'switches' ? this.#switched(method, key) : null;
    }
  }

  #phone(): Phone {
    const { oas, bot, people } = this.#world;
    return {
      language: this.#options.language ?? 'vi',
      oa: { name: oas[0]?.name ?? '' },
      bot: { name: bot.name },
      people: people.map(({ key, name }) => ({ key, name })),
    };
  }

  async #chats(who: string, after: number): Promise<Answer> {
    const { chats } = this.#world;
    if (chats.version <= after) await this.#news();
    const shown = (side: 'oa' | 'bot') => chats.of(who, side).filter(({ isHidden }) => !isHidden);
    const answer: PageChats = { version: chats.version, oa: shown('oa'), bot: shown('bot') };
    return json(answer);
  }

  /** Resolves at the next message, after a while, or when Zalo closes. */
  #news(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        stop();
        this.#closing.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, newsMs);
      const stop = this.#world.chats.listen(end);
      this.#closing.addEventListener('abort', end);
    });
  }

  #switched(method: string, key: string | undefined): Answer | null {
    const { switches } = this.#options;
    if (method === 'PUT' && switches?.turnOn(key ?? '') !== true) return refused('no such switch');
    if (method === 'DELETE') switches?.allWell();
    return json(switches?.list() ?? []);
  }

  #file(path: string): Answer | null {
    const file = this.#files.get(path === '/' ? 'zalo.html' : path.slice(1));
    if (file === undefined) return null;
    const { content, contentType } = file;
    return {
      status: 200,
      headers: { 'content-type': contentType },
      body: Buffer.from(content).toString('utf8'),
    };
  }
}

function taken<Input>(schema: z.ZodType<Input>, body: string | null, act: (input: Input) => void): Answer {
  try {
    act(schema.parse(JSON.parse(body ?? '')));
    return json({});
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

function refused(error: string): Answer {
  return { ...json({ error }), status: 400 };
}
