import type { Block } from './page-contract.js';
import type { Seed } from './seed.js';
import { Choices, messagePlaceId } from './state/choices.js';
import { Clock } from './state/clock.js';
import { Directory } from './state/directory.js';
import { FileShelf } from './state/file-shelf.js';
import { MessageBoard } from './state/message-board.js';
import { type Change, News } from './state/news.js';
import { ResponseUrls } from './state/response-urls.js';
import { TriggerIds } from './state/trigger-ids.js';
import { ViewShelf } from './state/view-shelf.js';

/** The app's tokens, and the secret Slack signs with. */
export interface Secrets {
  botToken: string;
  moreBotTokens: readonly string[];
  signingSecret: string;
  appToken?: string;
  configToken?: string;
  /** The deprecated `token` of every payload; apps must not rely on it. */
  verificationToken: string;
}

/** All of a workspace's state; it talks to nobody. */
export interface World {
  clock: Clock;
  news: News;
  directory: Directory;
  board: MessageBoard;
  views: ViewShelf;
  files: FileShelf;
  triggers: TriggerIds;
  responseUrls: ResponseUrls;
  choices: Choices;
  secrets: Secrets;
  /** The app's bot scopes; null means all of them. */
  scopes: readonly string[] | null;
  /** `http://127.0.0.1:port`, known once the server listens. */
  origin(): string;
}

/** A workspace as the seed describes it. */
export function createWorld(input: {
  seed: Seed;
  secrets: Secrets;
  scopes: readonly string[] | null;
  now: () => number;
  origin: () => string;
}): World {
  const clock = new Clock(input.now);
  const news = new News();
  const choices = new Choices();
  news.listen((change) => forgetWhatIsGone(change, choices));
  return {
    clock,
    news,
    directory: new Directory(input.seed),
    board: new MessageBoard(clock, news),
    views: new ViewShelf(news, clock),
    files: new FileShelf(),
    triggers: new TriggerIds(clock),
    responseUrls: new ResponseUrls(clock, input.origin, input.seed.team.id),
    choices,
    secrets: input.secrets,
    scopes: input.scopes,
    origin: input.origin,
  };
}

/** When a message or view is redrawn with other blocks, they start as the app says, even under an id used before. */
function forgetWhatIsGone(change: Change, choices: Choices): void {
  const keepOnly = (place: string, blocks: Block[]) =>
    choices.keepOnly(
      place,
      blocks.map(({ block_id = '' }) => block_id),
    );
  if (change.type === 'message_changed') keepOnly(messagePlaceId(change.message), change.message.blocks);
  if (change.type === 'view')
    for (const view of [change.modal, change.home]) if (view) keepOnly(view.id, view.blocks);
}
