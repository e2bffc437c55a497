import { afterEach, describe, expect, it } from 'vitest';
import { cardFor, cardSays, press, privateAnswer } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('while Redis accepts connections and does not answer,', () => {
  const world = useWorld();
  const freeze = () => world().redis.process.kill('SIGSTOP');
  const thaw = () => world().redis.process.kill('SIGCONT');
  const readiness = async () => (await fetch(`http://127.0.0.1:${new URL(requestUrl()).port}/readyz`)).status;
  afterEach(() => void thaw());

  it('a command is told in the 200 itself that it may not have been recorded, and works afterwards', async () => {
    const { workspace } = world();
    expect(await workspace.verifyUrl()).toBe(true);
    expect(await readiness()).toBe(200);
    freeze();
    const told = await privateAnswer(world(), people.lan, async () => {
      const report = await workspace.post({
        user: people.lan,
        channel: places.ops,
        text: '/unlink app 5678',
      });
      expect(report).toMatchObject({ ok: true, status: 200 });
    });
    expect(told.text).toContain('I could not make sure that this was recorded');
    await expect.poll(readiness, { timeout: patienceMs }).toBe(503);
    thaw();
    await expect.poll(readiness, { timeout: patienceMs }).toBe(200);
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it('a press is told the same', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa điện thoại');
    freeze();
    const told = await privateAnswer(world(), people.minh, async () => {
      expect(await press(world(), people.minh, card, 'cancel')).toMatchObject({ ok: true });
    });
    expect(told.text).toContain('I could not make sure that this was recorded');
    thaw();
  });

  function requestUrl(): string {
    return world().workspace.deliveries.find(({ request }) => request !== undefined)?.request?.url ?? '';
  }
});
