import { chosenState, type Given, offeredOptions } from '../blocks/element-state.js';
import { findElement, type PlacedElement } from '../blocks/find-element.js';
import { commonParts } from '../delivery/payload-parts.js';
import type { ActionInput, DeliveryReport } from '../page-contract.js';
import type { World } from '../world.js';
import { BadInput } from './bad-input.js';
import type { Office } from './office.js';
import { type Place, placeOf } from './place.js';
import { personOf } from './present.js';
import { nothingSent, reportOf } from './report.js';

/** A person presses a button, chooses, or types. */
export async function act(input: ActionInput, office: Office): Promise<DeliveryReport> {
  const { world } = office;
  personOf(input.user, world);
  const place = placeOf(input.container, input.user, world);
  const placed = findElement(place.blocks, input.block_id, input.action_id);
  if (!placed) throw new BadInput(`no element ${input.action_id} in block ${input.block_id}`);
  const action = actionOf(placed, input, place, world);
  return isSilent(placed) ? nothingSent() : sendAction(input.user, place, action, office);
}

/** Any action, real or not, at a place the person sees: a tampering client could send it. */
export interface ForgedAction {
  user: string;
  container: ActionInput['container'];
  action: Record<string, unknown>;
  /** Replaces fields of the payload, for instance `user` or `message`. */
  payload?: Record<string, unknown>;
}

/** Sends a forged action with a valid signature. */
export async function forgeAction(forged: ForgedAction, office: Office): Promise<DeliveryReport> {
  const place = placeOf(forged.container, forged.user, office.world);
  const action = { action_ts: office.world.clock.nextTs(), ...forged.action };
  return sendAction(forged.user, place, action, office, forged.payload);
}

async function sendAction(
  user: string,
  place: Place,
  action: Record<string, unknown>,
  office: Office,
  replaced: Record<string, unknown> = {},
): Promise<DeliveryReport> {
  const { world } = office;
  const receipt = await office.post.send({
    kind: 'interactive',
    body: {
      type: 'block_actions',
      ...commonParts(user, world),
      trigger_id: world.triggers.issue(user, place.conversation),
      ...place.parts(),
      ...(place.responseTarget
        ? { response_url: world.responseUrls.issue('actions', place.responseTarget) }
        : {}),
      actions: [action],
      ...replaced,
    },
  });
  // Slack shows no message here, only a warning sign beside the element.
  return reportOf(receipt, (error) => `⚠ This app did not respond (${error})`);
}

function actionOf(
  { element, block_id, action_id }: PlacedElement,
  input: ActionInput,
  place: Place,
  world: World,
): Record<string, unknown> {
  const given = givenBy(input, element);
  const state = chosenState(element, given);
  if (state) world.choices.remember(input.user, place.id, block_id, action_id, state);
  const about = { action_id, block_id, action_ts: world.clock.nextTs(), type: element['type'] };
  if (state) return { ...state, ...about, ...fieldsOf(element, 'placeholder', 'confirm') };
  if (element['type'] === 'overflow')
    return { ...about, selected_option: given.selected?.[0] ?? null, ...fieldsOf(element, 'confirm') };
  return { ...about, ...fieldsOf(element, 'text', 'value', 'url', 'style', 'confirm') };
}

/** An input keeps its text to itself unless it dispatches. */
function isSilent({ block }: PlacedElement): boolean {
  return block.type === 'input' && block['dispatch_action'] !== true;
}

function givenBy({ selected, typed }: ActionInput, element: Record<string, unknown>): Given {
  const own = selected && offeredOptions(element, selected);
  if (selected && !own) throw new BadInput('the element does not offer this option');
  return { ...(own ? { selected: own } : {}), ...(typed === undefined ? {} : { typed }) };
}

function fieldsOf(element: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in element).map((name) => [name, element[name]]));
}
