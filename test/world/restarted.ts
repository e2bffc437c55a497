import type { Config } from '../../src/config/schema.js';
import { createLog } from '../../src/ops/logger.js';
import { startWeb, startWorker } from '../../src/wiring.js';
import type { World } from './world.js';

/** The same world after the bot was stopped, and started anew with another configuration: it remembers only what Redis holds. */
export async function restarted(world: World, change: (config: Config) => Config): Promise<World> {
  await world.web.stop();
  await world.worker.stop();
  const config = change(world.config);
  const log = createLog('silent');
  const web = await startWeb(config, log);
  const worker = await startWorker(config, log);
  world.workspace.connect(`http://127.0.0.1:${web.port}/slack/events`);
  return { ...world, config, web, worker };
}
