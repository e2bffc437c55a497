import { describe, expect, it, vi } from 'vitest';
import { cardFor, cardOffers, cardSays, press, resultOf } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, useWorld } from '../../fixtures/world.js';

describe('the report on an unlink', () => {
  const world = useWorld();
  const unlinks = () => world().zca.ledger.calls.filter(({ operation }) => operation === 'unlink');

  it('does not claim a refused one that somebody else does before the next try', async () => {
    const { zca } = world();
    const id = '4318093042839471234';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world(), people.minh, card, 'confirm');
    await cardOffers(world(), card, 'retry');
    const before = unlinks().length;
    zca.remove('oa', id);
    await press(world(), people.minh, card, 'retry');
    await cardSays(world(), card, 'already unlinked before');
    expect(unlinks()).toHaveLength(before);
  });

  it('waits for a reading of an unclear end, however often the ZCA asks to wait or fails', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 3448302585883376050');
    zca.faults.add({ type: 'status', operation: 'unlink', status: 502, times: 'always' });
    await press(world(), people.minh, card, 'confirm');
    await vi.waitFor(() => expect(unlinks().length).toBeGreaterThanOrEqual(4), {
      timeout: patienceMs,
      interval: 5,
    });
    zca.faults.clear();
    zca.faults.add({ type: 'ratelimited', operation: 'read', retryAfterSeconds: 1 });
    zca.faults.add({ type: 'status', operation: 'read', status: 503 });
    const { text } = await resultOf(world(), card, 40_000);
    expect(text).toContain('It is still linked as far as the bot knows');
    expect(zca.asset('oa', '3448302585883376050')).not.toBeNull();
  });

  it('calls a removal uncertain if somebody linked the asset again before the reading', async () => {
    const { zca } = world();
    const id = '168335841970104084';
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    const before = unlinks().length;
    zca.faults.add({ type: 'status', operation: 'unlink', status: 503, times: 3 });
    await press(world(), people.minh, card, 'confirm');
    await vi.waitFor(() => expect(unlinks()).toHaveLength(before + 3), { timeout: patienceMs, interval: 5 });
    zca.rename('oa', id, 'Linked by somebody else');
    const { text } = await resultOf(world(), card, 40_000);
    expect(text).toContain('may have removed the link that was confirmed');
    expect(text).toContain('Linked by somebody else');
    expect(unlinks()).toHaveLength(before + 3);
    expect(zca.asset('oa', id)).not.toBeNull();
  });
});
