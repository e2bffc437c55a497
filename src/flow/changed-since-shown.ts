import { differences } from '../core/request/asset-list.js';
import type { FailureCause } from '../core/request/outcome.js';
import type { Policy } from '../core/request/policy.js';
import { type CardRequest, chosenAssets } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';
import { readLinkedAssets, type WaitBudget } from './read-linked.js';

/**
 * The differences between the card and the assets linked now, null if there are none; or the reason they could not
 * be read. Reads the chosen assets; only if one of them has changed, also the others on the card, for the new list.
 * @throws as `listLinkedAssets`
 */
export async function changedSinceShown(
  request: CardRequest,
  policy: Policy,
  budget: WaitBudget,
  ports: Pick<Ports, 'zca'>,
): Promise<{ readonly changed: ReturnType<typeof differences> } | { readonly failure: FailureCause }> {
  const chosen = await readLinkedAssets(request.kind, chosenAssets(request).map(idOf), budget, ports);
  if ('failure' in chosen) return chosen;
  const changed = differences(request, chosen.assets, policy);
  const others = request.assets.map(idOf).filter((id) => !request.chosen.includes(id));
  if (changed === null || others.length === 0) return { changed };
  const rest = await readLinkedAssets(request.kind, others, budget, ports);
  if ('failure' in rest) return rest;
  return { changed: differences(request, [...rest.assets, ...chosen.assets], policy) };
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
