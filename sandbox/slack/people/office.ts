import type { PostOffice } from '../delivery/post-office.js';
import type { World } from '../world.js';

/** The parts that people's actions need: the workspace, the way to the app, and the app's event subscriptions. */
export interface Office {
  world: World;
  post: PostOffice;
  events: ReadonlySet<string>;
}
