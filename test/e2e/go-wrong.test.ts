import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { switchesOf } from '../../sandbox/mischief.js';
import type { Switches } from '../../sandbox/slack/workspace-options.js';
import { slackMischief } from '../../sandbox/slack-mischief.js';
import { startBrowser } from '../../sandbox/test/browser.js';
import { zcaMischief } from '../../sandbox/zca-mischief.js';
import { people, places, useWorld, type World } from '../fixtures/world.js';
import { AtThePage } from './at-the-page.js';

/** OAs that one approval unlinks, one for each fault that needs a card. */
const lostAnswer = '8726428550049344411';
const twoFailures = '7049892458742679398';
const refused = '213663124431793786';
const tooManyCalls = '5205016870202658018';
const lostPost = '4318093042839471234';
const busySlack = '3448302585883376050';
const failedChanges = '2837724047112601812';

/** The page's menu "Make it go wrong", as in a demo: two people see the effect of each fault. */
describe('the menu “Make it go wrong”', () => {
  // The demo's own switches, which need their world.
  const mischief = (): Switches =>
    switchesOf(
      zcaMischief(world().zca),
      slackMischief(() => world().workspace),
    );
  const switches: Switches = {
    list: () => mischief().list(),
    turnOn: (key) => mischief().turnOn(key),
    allWell: () => mischief().allWell(),
  };
  const world: () => World = useWorld({
    workspace: { pageDir: 'sandbox/dist/page', switches },
    change: (config) => ({ ...config, zca: { ...config.zca, timeoutMs: 8_000 } }),
  });
  let browser: Browser;
  let asker: AtThePage | undefined;
  let approver: AtThePage | undefined;
  beforeAll(async () => {
    browser = await startBrowser();
    asker = await AtThePage.open(browser, `${world().workspace.url}/?as=${people.lan}`);
    approver = await AtThePage.open(browser, `${world().workspace.url}/?as=${people.minh}`);
  });
  afterAll(() => browser.close());
  afterEach(async () => {
    await choose('All is well again');
    await expect.poll(() => switches.list().filter(({ isOn }) => isOn)).toEqual([]);
  });

  it('delays every answer of the ZCA by 4 seconds, and the requester is told', async () => {
    await choose('ZCA: every answer takes 4 seconds');
    await me().type(`/unlink show oa ${lostPost}`);
    await me().note('Looking it up…').waitFor();
    await me().note(lostPost).waitFor();
  });

  it('puts the ZCA out of reach', async () => {
    await choose('ZCA: cannot be reached');
    await me().type(`/unlink oa ${lostPost}`);
    await me().note('I couldn’t reach the ZCA').waitFor();
  });

  it('makes the ZCA reject the token', async () => {
    await choose('ZCA: does not accept the token');
    await me().type(`/unlink oa ${lostPost}`);
    await me().note('the ZCA does not accept the bot’s token').waitFor();
  });

  it('loses an answer of the ZCA, and the bot checks the link', async () => {
    await choose('ZCA: unlinks next, but its answer is lost');
    await unlinked(lostAnswer);
    expect(unlinksOf(lostAnswer)).toMatchObject([{ fault: 'drop_after', status: null, applied: true }]);
  });

  it('makes two unlinks fail, and the third succeeds', async () => {
    await choose('ZCA: the next two unlinks fail with HTTP 500');
    await unlinked(twoFailures);
    expect(unlinksOf(twoFailures).map(({ status }) => status)).toEqual([500, 500, 200]);
  });

  it('makes the ZCA refuse an unlink, and its reason is shown', async () => {
    await choose('ZCA: refuses the next unlink');
    const thread = await decider().openThread(await confirmed(refused));
    await thread.getByText('Tài khoản còn phí chưa thanh toán').waitFor();
    await thread.getByRole('button', { name: 'Close thread' }).click();
    expect(world().zca.asset('oa', refused)).not.toBeNull();
  });

  it('makes the ZCA say “too many calls” three times, and the run waits', async () => {
    await me().type(`/unlink oa ${tooManyCalls}`);
    await decider().button(decider().card(tooManyCalls), 'confirm').waitFor();
    await choose('ZCA: too many calls, three times');
    const before = world().zca.ledger.calls.length;
    await decider().confirm(decider().card(tooManyCalls));
    await done(tooManyCalls);
    const statuses = world().zca.ledger.calls.slice(before);
    expect(statuses.filter(({ status }) => status === 429)).toHaveLength(3);
  });

  it('loses an answer of Slack, and one card is posted', async () => {
    await choose('Slack: posts next, but its answer is lost');
    await unlinked(lostPost);
    const cards = world()
      .workspace.messages(places.ops)
      .filter(({ text, ts, thread_ts }) => text.includes(lostPost) && (thread_ts ?? ts) === ts);
    expect(cards).toHaveLength(1);
  });

  it('makes Slack say “too many calls” three times, and the card comes', async () => {
    await choose('Slack: too many calls, three times');
    await me().type(`/unlink oa ${busySlack}`);
    await decider().button(decider().card(busySlack), 'confirm').waitFor();
  });

  it('makes changes of cards fail, and the result comes all the same', async () => {
    await me().type(`/unlink oa ${failedChanges}`);
    const card = decider().card(failedChanges);
    await decider().button(card, 'confirm').waitFor();
    await choose('Slack: three changes of cards fail');
    await decider().confirm(card);
    const thread = await decider().openThread(card);
    await thread.getByText(decider().words.result).waitFor();
    expect(await decider().button(card, 'confirm').count()).toBe(1);
  });

  it('shows which faults are on, and that they are over', async () => {
    await choose('ZCA: cannot be reached');
    const menu = me().page.getByRole('button', { name: 'Make it go wrong' });
    await menu.click();
    await me().page.getByRole('menuitem', { name: '✓ ZCA: cannot be reached' }).waitFor();
    await me().page.keyboard.press('Escape');
    await choose('All is well again');
    await menu.click();
    await me().page.getByRole('menuitem', { name: 'ZCA: cannot be reached' }).waitFor();
    expect(await me().page.getByRole('menuitem', { name: '✓' }).count()).toBe(0);
    await me().page.keyboard.press('Escape');
  });

  async function unlinked(id: string): Promise<void> {
    await confirmed(id);
    await done(id);
    expect(world().zca.asset('oa', id)).toBeNull();
  }

  /** One person requests it, the other confirms; their card. */
  async function confirmed(id: string): Promise<Locator> {
    await me().type(`/unlink oa ${id}`);
    await decider().confirm(decider().card(id));
    return decider().card(id);
  }

  function done(id: string): Promise<void> {
    return decider().card(id).getByText(decider().words.done).waitFor();
  }

  function unlinksOf(id: string) {
    return world().zca.ledger.calls.filter((call) => call.operation === 'unlink' && call.id === id);
  }

  async function choose(words: string): Promise<void> {
    await me().page.getByRole('button', { name: 'Make it go wrong' }).click();
    await me().page.getByRole('menuitem', { name: words }).click();
  }

  function me(): AtThePage {
    return seated(asker);
  }

  function decider(): AtThePage {
    return seated(approver);
  }
});

function seated(person: AtThePage | undefined): AtThePage {
  if (person === undefined) throw new Error('nobody has sat down yet');
  return person;
}
