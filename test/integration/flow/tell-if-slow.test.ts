import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/core/command/command.js';
import { tellIfSlow } from '../../../src/flow/tell-if-slow.js';
import { cardFor, cardSays, press, privateAnswer } from '../../fixtures/conversation.js';
import { delivery, requester } from '../../fixtures/requests.js';
import { people, places, useWorld } from '../../fixtures/world.js';

const taking = '🔎 Looking it up…';

describe('a look-up', () => {
  const asked = Date.UTC(2026, 0, 5, 2, 0, 0);

  it.each([
    { afterAsked: 0, waits: 1_500 },
    { afterAsked: 400, waits: 1_100 },
    { afterAsked: 9_000, waits: 500 },
  ])('begun $afterAsked ms after its command is called slow $waits ms later', async (each) => {
    const stage = at(asked + each.afterAsked);
    await stage.look(async () => {
      expect(stage.told).toEqual([]);
      stage.timePasses();
    });
    expect(stage.delays).toEqual([each.waits]);
    expect(stage.told).toEqual([`slow-${delivery}: looking_up`]);
  });

  it('is not called slow if it ends before, nor afterwards if it fails', async () => {
    const stage = at(asked);
    await stage.look(async () => undefined);
    await expect(stage.look(() => Promise.reject(new Error('no list')))).rejects.toThrow('no list');
    stage.timePasses();
    expect(stage.told).toEqual([]);
  });

  it('ends only after the word that it takes a while, so that its answer comes second', async () => {
    let said: () => void = () => undefined;
    const stage = at(asked, () => new Promise<void>((resolve) => (said = resolve)));
    const order: string[] = [];
    const over = stage.look(async () => stage.timePasses()).then(() => order.push('answer'));
    await Promise.resolve();
    order.push('said');
    said();
    await over;
    expect(order).toEqual(['said', 'answer']);
  });

  it('goes on when that word could not be sent', async () => {
    const stage = at(asked, () => Promise.reject(new Error('no Slack')));
    expect(
      await stage.look(async () => {
        stage.timePasses();
        return 'found';
      }),
    ).toBe('found');
  });

  /** A clock that shows `now`, whose timers go off when the test says so. */
  function at(now: number, tell: () => Promise<void> = async () => undefined) {
    const timers = new Set<() => void>();
    const delays: number[] = [];
    const told: string[] = [];
    const ask = {
      ...{ delivery, command: parseCommand('oa 1234'), requester, askedAt: asked },
      ...{ channel: places.ops, thread: null },
    };
    const ports: Parameters<typeof tellIfSlow>[2] = {
      chat: {
        tell: (op: string, _to: unknown, note: { type: string }) => {
          told.push(`${op}: ${note.type}`);
          return tell();
        },
      } as Parameters<typeof tellIfSlow>[2]['chat'],
      later: (ms, act) => {
        delays.push(ms);
        timers.add(act);
        return () => void timers.delete(act);
      },
      now: () => now,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    };
    return {
      delays,
      told,
      timePasses: () => {
        for (const act of timers) act();
      },
      look: <T>(look: () => Promise<T>) => tellIfSlow(ask, look, ports),
    };
  }
});

describe('while a slow ZCA is read,', () => {
  const world = useWorld({ change: (config) => ({ ...config, zca: { ...config.zca, timeoutMs: 8_000 } }) });
  const type = (text: string) => world().workspace.post({ user: people.lan, channel: places.ops, text });
  const notes = () =>
    world()
      .workspace.ephemerals(people.lan)
      .map(({ text }) => text);

  it('the requester is told that it takes a while, and then gets the card', async () => {
    world().zca.faults.add({ type: 'delay', operation: 'read', delayMs: 3_000 });
    const before = world().workspace.messages(places.ops).length;
    const asking = cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await world().workspace.waitFor(() => notes().find((text) => text === taking));
    expect(world().workspace.messages(places.ops)).toHaveLength(before);
    const card = await asking;
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    expect(notes()).toEqual([taking]);
  });

  it.each(['/unlink show oa 1234', '@zca-unlink show oa 1234'])('so is the sender of %s', async (text) => {
    const told = notes().length;
    world().zca.faults.add({ type: 'delay', operation: 'list', delayMs: 3_000 });
    const answer = await privateAnswer(world(), people.lan, () => type(text));
    expect(answer.text).toContain('4318093042839471234');
    expect(
      notes()
        .slice(told)
        .map((each) => each === taking),
    ).toEqual([true, false]);
  });

  it('a fast look-up is answered without such a word', async () => {
    const told = notes().length;
    await privateAnswer(world(), people.lan, () => type('/unlink show oa 1234'));
    expect(notes().slice(told)).not.toContain(taking);
  });
});
