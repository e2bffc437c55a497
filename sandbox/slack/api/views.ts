import { limits } from '../blocks/limits.js';
import type { Opener } from '../state/trigger-ids.js';
import type { OpenView } from '../state/view-shelf.js';
import type { World } from '../world.js';
import { json, optionalText, text } from './arguments.js';
import { botMethod, type Method } from './method.js';
import { Refusal } from './refusal.js';
import { renderView } from './render-view.js';
import { readView } from './view-spec.js';

const open = botMethod({ trigger_id: text, view: json }, (args, world) => {
  const spec = readView(args.view, 'modal');
  refuseTakenExternalId(spec.external_id, null, world);
  const opener = exchangeTrigger(args.trigger_id, world);
  return { view: renderView(world.views.open(opener, spec), world) };
});

const push = botMethod({ trigger_id: text, view: json }, (args, world) => {
  const spec = readView(args.view, 'modal');
  refuseTakenExternalId(spec.external_id, null, world);
  const { user } = exchangeTrigger(args.trigger_id, world);
  const depth = world.views.stack(user).length;
  if (depth === 0) throw new Refusal('not_found');
  if (depth >= limits.viewStack) throw new Refusal('push_limit_reached');
  return { view: renderView(world.views.push(user, spec), world) };
});

const update = botMethod(
  { view_id: optionalText, external_id: optionalText, hash: optionalText, view: json },
  (args, world) => {
    const view = world.views.find(args.view_id ?? args.external_id ?? '');
    if (!view) throw new Refusal('not_found');
    refuseStaleHash(args.hash, view);
    const spec = readView(args.view, view.type);
    refuseTakenExternalId(spec.external_id, view, world);
    return { view: renderView(world.views.replace(view, spec), world) };
  },
);

const publish = botMethod({ user_id: text, hash: optionalText, view: json }, (args, world) => {
  const user = world.directory.user(args.user_id);
  if (!user || user.is_bot) throw new Refusal('user_not_found');
  const before = world.views.home(user.id);
  if (before) refuseStaleHash(args.hash, before);
  return { view: renderView(world.views.publish(user.id, readView(args.view, 'home')), world) };
});

/** The methods that show modals and Home tabs. */
export const viewMethods: Record<string, Method> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};

function exchangeTrigger(triggerId: string, world: World): Opener {
  const exchange = world.triggers.exchange(triggerId);
  if ('refused' in exchange) throw new Refusal(exchange.refused);
  return exchange;
}

function refuseStaleHash(hash: string | undefined, view: OpenView): void {
  if (hash !== undefined && hash !== view.hash) throw new Refusal('hash_conflict');
}

function refuseTakenExternalId(externalId: string, own: OpenView | null, world: World): void {
  const holder = externalId === '' ? null : world.views.find(externalId);
  if (holder && holder.id !== own?.id) throw new Refusal('duplicate_external_id');
}
