import { text } from './arguments.js';
import { type Method, methodFor } from './method.js';
import { Refusal } from './refusal.js';

/** `apps.manifest.export`: the app's manifest, for a configuration token. */
export function manifestExport(manifest: unknown): Method {
  return methodFor('config', { app_id: text }, ({ app_id }, { directory }) => {
    if (app_id !== directory.bot.app_id) throw new Refusal('invalid_app_id');
    return { manifest };
  });
}
