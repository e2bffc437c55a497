import { renderView } from '../api/render-view.js';
import { commonParts } from '../delivery/payload-parts.js';
import type { DeliveryReport } from '../page-contract.js';
import { BadInput } from './bad-input.js';
import type { Office } from './office.js';
import { personOf } from './present.js';
import { nothingSent, reportOf } from './report.js';

/** A person closes the modal they see; the app is told if it asked to be (`notify_on_close`). */
export async function closeView(
  input: { user: string; view_id: string },
  { world, post }: Office,
): Promise<DeliveryReport> {
  personOf(input.user, world);
  const view = world.views.modal(input.user);
  if (view?.id !== input.view_id) throw new BadInput(`${input.user} sees no modal ${input.view_id}`);
  const rendered = renderView(view, world);
  if (view.clear_on_close) world.views.clear(input.user);
  else world.views.pop(input.user);
  if (!view.notify_on_close) return nothingSent();
  const receipt = await post.send({
    kind: 'interactive',
    body: {
      type: 'view_closed',
      ...commonParts(input.user, world),
      view: rendered,
      is_cleared: view.clear_on_close,
    },
  });
  return reportOf(receipt);
}
