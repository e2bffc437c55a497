import type { PostOffice } from '../delivery/post-office.js';
import type { World } from '../world.js';

/** What people's doings need: the workspace, the way to the app, and which events it subscribed to. */
export interface Office {
  world: World;
  post: PostOffice;
  events: ReadonlySet<string>;
}
