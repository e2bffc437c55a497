import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { auditLines, verifyAuditLog } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import {
  cardFor,
  cardSays,
  current,
  hasButtons,
  offers,
  press,
  pressInput,
  privateAnswer,
  requestIdOf,
  resultOf,
  tick,
  ticked,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, places, useWorld, type World } from '../../fixtures/world.js';

describe('a decision on a card', () => {
  const world = useWorld();

  it('by an outsider is in the audit log as refused, and the card keeps its buttons', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const told = await privateAnswer(world(), people.outsider, () =>
      press(world(), people.outsider, card, 'cancel'),
    );
    expect(told.text).toContain('You are not an approver');
    await cancelled(card, people.lan);
    const refused = expect.objectContaining({ action: 'press_refused', actor: people.outsider });
    await expect
      .poll(() => auditOf(world(), requestIdOf(card)), { timeout: patienceMs })
      .toContainEqual(refused);
    const entries = await auditOf(world(), requestIdOf(card));
    expect(entries.map(({ action }) => action)).not.toContain('approved');
    expect(unlinkCalls(card)).toEqual([]);
  });

  it('to cancel is open to the requester; afterwards the buttons are gone and a late press is told so', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const late = pressInput(people.minh, card, 'confirm');
    const [element] = elementsOf(card, late.block_id);
    await press(world(), people.lan, card, 'cancel');
    const now = await cardSays(world(), card, 'Nothing was unlinked');
    expect(hasButtons(now)).toBe(false);
    const told = await privateAnswer(world(), people.minh, () =>
      world().workspace.forgeAction({ user: people.minh, container: late.container, action: { ...element } }),
    );
    expect(told.text).toContain(`was already cancelled by <@${people.lan}>`);
    expect(unlinkCalls(card)).toEqual([]);
  });

  it('to confirm removes the buttons, and a later Cancel changes nothing', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa mộc miên 2');
    const { container, block_id } = pressInput(people.lan, card, 'cancel');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(hasButtons(await cardSays(world(), card, 'Done'))).toBe(false);
    const action = { type: 'button', action_id: 'cancel', block_id, value: requestIdOf(card) };
    const told = await privateAnswer(world(), people.lan, () =>
      world().workspace.forgeAction({ user: people.lan, container, action }),
    );
    expect(told.text).toContain(`was already confirmed by <@${people.minh}>`);
    expect(unlinkCalls(card)).toHaveLength(1);
  });

  it('applies to exactly the two assets that the requester ticked', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa bình minh');
    const ids = ['7175363989770083196', '7460392162987654792'];
    const others = zca.assets().length - ids.length;
    await ticked(world(), people.lan, card, ids);
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('2 OAs unlinked');
    expect(removedBy(card).sort()).toEqual(ids);
    expect(zca.assets()).toHaveLength(others);
  });

  it('leaves alone an asset that was ticked and unticked', async () => {
    const several = await cardFor(world(), people.lan, '/unlink oa sài gòn');
    const [first = '', second = ''] = listedIds(several);
    await ticked(world(), people.lan, several, [first, second]);
    await ticked(world(), people.lan, several, [second]);
    await press(world(), people.hoa, several, 'confirm');
    await resultOf(world(), several);
    expect(removedBy(several)).toEqual([second]);
  });

  it('is made once when Confirm and Cancel are pressed at the same time, and the card says which', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1032478111288682748');
    const confirm = pressInput(people.minh, card, 'confirm');
    const cancel = pressInput(people.hoa, card, 'cancel');
    await Promise.all([workspace.action(confirm), workspace.action(cancel)]);
    const [loser, confirmed] = await workspace.waitFor(() => {
      const told = (user: string) =>
        workspace.ephemerals(user).some(({ text }) => text.includes(requestIdOf(card)));
      return told(people.hoa)
        ? ([people.hoa, true] as const)
        : told(people.minh) && ([people.minh, false] as const);
    });
    await cardSays(world(), card, confirmed ? 'Done' : 'Nothing was unlinked');
    if (confirmed) await resultOf(world(), card);
    expect(unlinkCalls(card)).toHaveLength(confirmed ? 1 : 0);
    const decided = (await auditOf(world(), requestIdOf(card))).filter(({ action }) =>
      ['approved', 'cancelled'].includes(action),
    );
    expect(decided).toHaveLength(1);
    expect(decided[0]?.actor).not.toBe(loser);
  });

  it('happens on one card when two people request the same at the same time', async () => {
    const { workspace } = world();
    const id = '3571762938703449131';
    const text = `/unlink oa ${id}`;
    const cards = () => workspace.messages(places.ops).filter((message) => message.text.includes(id));
    const channel = places.ops;
    const told = () =>
      [people.lan, people.hoa].flatMap((user) =>
        workspace.ephemerals(user).filter((note) => note.text.includes('already asks for this one')),
      );
    await Promise.all([people.lan, people.hoa].map((user) => workspace.post({ user, channel, text })));
    await workspace.waitFor(() => told().length === 1);
    const card = await workspace.waitFor(() => cards()[0]);
    expect(told().map((note) => note.text)).toEqual([expect.stringContaining(requestIdOf(card))]);
    await cancelled(card, people.minh);
    expect(cards()).toHaveLength(1);
  });

  it('ignores an outsider’s tick', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa cửa hàng');
    const told = await privateAnswer(world(), people.outsider, () =>
      tick(world(), people.outsider, card, listedIds(card).slice(0, 1)),
    );
    expect(told.text).toContain('You are not an approver');
    expect(offers(current(world().workspace, card), 'confirm')).toBe(false);
    await cancelled(card, people.lan);
    expect(unlinkCalls(card)).toEqual([]);
  });

  it('cannot include an asset of another open request', async () => {
    const several = await cardFor(world(), people.lan, '/unlink oa cửa hàng');
    const [id = ''] = listedIds(several);
    const one = await cardFor(world(), people.hoa, `/unlink oa ${id}`);
    const told = await privateAnswer(world(), people.lan, () => tick(world(), people.lan, several, [id]));
    expect(told.text).toContain(`already in the open request ${requestIdOf(one)}`);
    await cancelled(one, people.hoa);
    await ticked(world(), people.lan, several, [id]);
    await press(world(), people.minh, several, 'confirm');
    await resultOf(world(), several);
    expect(removedBy(several)).toEqual([id]);
  });

  it('about an asset of another request is refused to the person who ticked it, even when Slack is busy', async () => {
    const several = await cardFor(world(), people.lan, '/unlink oa cửa hàng');
    const [id = ''] = listedIds(several);
    const one = await cardFor(world(), people.hoa, `/unlink oa ${id}`);
    world().workspace.faults.add({ method: 'chat.postEphemeral', kind: 'ratelimited', retryAfterSeconds: 1 });
    const told = await privateAnswer(world(), people.lan, () => tick(world(), people.lan, several, [id]));
    expect(told.text).toContain(`already in the open request ${requestIdOf(one)}`);
    await cancelled(one, people.hoa);
    await cancelled(several, people.lan);
  });

  it('cannot be made from another channel, nor tick an asset that the card does not list', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa chăm sóc khách hàng');
    const { container, block_id } = pressInput(people.minh, card, 'cancel');
    const action = { type: 'button', action_id: 'approve', block_id, value: requestIdOf(card) };
    const payload = { channel: { id: places.general, name: 'general' } };
    const before = workspace.calls.length;
    await workspace.forgeAction({ user: people.minh, container, action, payload });
    const answered = await workspace.waitFor(() =>
      workspace.calls
        .slice(before)
        .find(({ args, outcome }) => outcome === 'ok' && String(args['text']).includes('no longer exists')),
    );
    expect(answered.method).toBe('response_url');
    const boxes = card.blocks.find(({ block_id }) => block_id?.startsWith('choose/'));
    const stranger = {
      type: 'checkboxes',
      action_id: 'choose',
      block_id: boxes?.block_id,
      selected_options: [{ text: { type: 'plain_text', text: 'x' }, value: '4196879808907672642' }],
    };
    await workspace.forgeAction({ user: people.lan, container, action: stranger });
    await workspace.waitFor(() =>
      current(workspace, card).blocks.some((block) => block.block_id === `decide/${requestIdOf(card)}/2`),
    );
    expect(offers(current(workspace, card), 'confirm')).toBe(false);
    const nothing = await privateAnswer(world(), people.minh, () => {
      const block = current(workspace, card).blocks.find(({ type }) => type === 'actions')?.block_id;
      return workspace.forgeAction({ user: people.minh, container, action: { ...action, block_id: block } });
    });
    expect(nothing.text).toContain('Nothing is ticked yet');
    await cancelled(card, people.lan);
    expect(unlinkCalls(card)).toEqual([]);
  });

  it('leaves an intact audit log, and no secret in a log line or a call to Slack', async () => {
    const { config, logged, workspace, redis, zcaToken } = world();
    const client = new Redis(redis.url);
    const verdict = await verifyAuditLog(client, new Keys(config.redis.prefix));
    client.disconnect();
    expect(verdict).toMatchObject({ ok: true });
    const said = JSON.stringify([logged, workspace.calls, workspace.messages(places.ops)]);
    for (const secret of [config.slack.botToken, config.slack.signingSecret, zcaToken]) {
      expect(secret).toBeTruthy();
      expect(said).not.toContain(secret);
    }
  });

  async function cancelled(card: Message, by: string): Promise<void> {
    await press(world(), by, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  }

  function unlinkCalls(card: Message) {
    return world().zca.ledger.calls.filter(
      ({ operation, idempotencyKey }) =>
        operation === 'unlink' && idempotencyKey?.startsWith(`${requestIdOf(card)}-`),
    );
  }

  function removedBy(card: Message): string[] {
    return world()
      .zca.ledger.removals.filter(({ requestId }) => requestId === requestIdOf(card))
      .map(({ id }) => id);
  }
});

describe('when approvers may confirm their own requests,', () => {
  const world = useWorld({ policy: { allowSelfApproval: true } });

  it('an approver who made the request may confirm, and the card does not deny it', async () => {
    const card = await cardFor(world(), people.minh, '/unlink oa 1234');
    expect(card.text).not.toContain('not the person who asked');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain(
      `Asked by <@${people.minh}>, confirmed by <@${people.minh}>`,
    );
  });

  it('a requester who is no approver still may not', async () => {
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const told = await privateAnswer(world(), people.lan, () => press(world(), people.lan, card, 'confirm'));
    expect(told.text).toContain('You are not an approver');
  });
});

describe('with an approver named beside a group,', () => {
  const world = useWorld({
    env: { UNLINK_APPROVERS: `${people.hoa} S0APPROVE1` },
    prepare: ({ faults }) =>
      faults.add({ method: 'usergroups.users.list', kind: 'error', error: 'fatal_error', times: 99 }),
  });

  it('only that approver is let in when the group cannot be read', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const told = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(told.text).toContain('I could not read who is in');
    expect(zca.ledger.removals).toEqual([]);
    await press(world(), people.hoa, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain(`confirmed by <@${people.hoa}>`);
  });
});

function listedIds(card: Message): string[] {
  return [...card.text.matchAll(/· (\d{15,20})/gu)].flatMap(([, id]) => (id === undefined ? [] : [id]));
}

function elementsOf(card: Message, blockId: string): object[] {
  const elements: unknown = card.blocks.find(({ block_id }) => block_id === blockId)?.['elements'];
  return (Array.isArray(elements) ? elements : [])
    .filter((element: unknown) => typeof element === 'object' && element !== null)
    .map((element: object) => ({ ...element, block_id: blockId }));
}

async function auditOf(
  { redis, config }: World,
  requestId: string,
): Promise<{ readonly action: string; readonly actor: string }[]> {
  const client = new Redis(redis.url);
  const entries: { action: string; actor: string }[] = [];
  for await (const { entry } of auditLines(client, new Keys(config.redis.prefix))) {
    const parsed: unknown = JSON.parse(entry);
    if (
      typeof parsed === 'object' &&
      parsed !== null &&
      'requestId' in parsed &&
      parsed.requestId === requestId &&
      'action' in parsed &&
      'actor' in parsed
    )
      entries.push({ action: String(parsed.action), actor: String(parsed.actor) });
  }
  client.disconnect();
  return entries;
}
