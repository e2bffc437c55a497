import { renderView } from '../api/render-view.js';
import { eventEnvelope } from '../delivery/event-envelope.js';
import type { DeliveryReport } from '../page-contract.js';
import type { Office } from './office.js';
import { personOf } from './present.js';
import { nothingSent, reportOf } from './report.js';

/** A person opens the app's Home tab. */
export async function openHome(
  input: { user: string },
  { world, post, events }: Office,
): Promise<DeliveryReport> {
  personOf(input.user, world);
  const { channel } = world.directory.openDirectMessage(input.user);
  if (!events.has('app_home_opened')) return nothingSent();
  const view = world.views.home(input.user);
  const event = {
    type: 'app_home_opened',
    user: input.user,
    channel: channel.id,
    tab: 'home',
    event_ts: world.clock.nextTs(),
    ...(view ? { view: renderView(view, world) } : {}),
  };
  return reportOf(await post.sendEvent(eventEnvelope(event, world)));
}
