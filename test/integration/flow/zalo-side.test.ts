import { afterEach, describe, expect, it } from 'vitest';
import type { FaultOrder, OaStory } from '../../../sandbox/zca/zca.js';
import { cardFor, cardSays, press, resultOf } from '../../fixtures/conversation.js';
import { people, useWorld } from '../../fixtures/world.js';

const oa = { kind: 'oa', id: '8726428550049344411', name: 'Cửa hàng Hoa tươi Đà Lạt' } as const;
const token = 'oa-own-secret-token';
const done = 'unlinked; the ZCA no longer shows it.';

interface Row {
  readonly name: string;
  readonly story?: OaStory;
  readonly faults?: readonly FaultOrder[];
  readonly says: string;
}

const getoa = 'getoa';
const second = (fault: FaultOrder): FaultOrder[] => [{ type: 'delay', operation: getoa, delayMs: 0 }, fault];
const rows: readonly Row[] = [
  {
    name: 'an empty field after a ZCA',
    says: 'Zalo itself no longer shows a ZCA for this OA; before, it showed “SANDB0XZCA7Q2M9KD”.',
  },
  {
    name: 'the other spelling of the field',
    story: { field: 'linked_zca' },
    says: 'no longer shows a ZCA for this OA; before, it showed “SANDB0XZCA7Q2M9KD”.',
  },
  {
    name: 'the same ZCA as before',
    story: { linked: 'Công ty A', unlinked: 'Công ty A' },
    says: 'Zalo itself still shows the same ZCA for this OA as before: “Công ty A”.',
  },
  {
    name: 'another ZCA than before',
    story: { linked: 'Công ty A', unlinked: '*B* <!channel>' },
    says: 'now shows another ZCA for this OA: “*B* &lt;!channel&gt;” instead of “Công ty A”.',
  },
  {
    name: 'nothing before and nothing after',
    story: { linked: '' },
    says: 'showed no ZCA for this OA before either, so it says nothing about this link.',
  },
  {
    name: 'no such field',
    story: { field: 'none' },
    says: 'Zalo itself could not be asked: its answer was not understood.',
  },
  {
    name: 'nothing about before, and an empty field after',
    faults: [{ type: 'drop_before', operation: getoa }],
    says: 'shows no ZCA for this OA; what it showed before is not known.',
  },
  {
    name: 'an expired token',
    faults: [{ type: 'error_in_200', operation: getoa, error: -220, times: 2 }],
    says: 'could not be asked: it does not accept this OA’s token (ZALO_OA_TOKENS).',
  },
  {
    name: 'a refusal by code',
    faults: second({ type: 'error_in_200', operation: getoa, error: -224 }),
    says: 'could not be asked: it refused with the code -224.',
  },
  {
    name: 'no answer at all',
    faults: second({ type: 'hang', operation: getoa }),
    says: 'could not be asked: it did not answer.',
  },
  {
    name: 'an answer that breaks off',
    faults: second({ type: 'drop_midway', operation: getoa }),
    says: 'could not be asked: it did not answer.',
  },
  {
    name: 'a server that fails',
    faults: second({ type: 'status', operation: getoa, status: 503 }),
    says: 'could not be asked: it did not answer.',
  },
  {
    name: 'a page of HTML',
    faults: second({ type: 'html', operation: getoa, status: 200 }),
    says: 'could not be asked: its answer was not understood.',
  },
  {
    name: 'an endless answer',
    faults: second({ type: 'huge_body', operation: getoa }),
    says: 'could not be asked: it did not answer.',
  },
];

describe('after an unlink, Zalo’s own side', () => {
  const world = useWorld({ env: { ZALO_OA_TOKENS: `${oa.id}=${token}` }, oaTokens: { [oa.id]: token } });
  afterEach(() => {
    world().zca.faults.clear();
    world().zca.zaloSays(oa.id, null);
  });

  it.each(rows.map((row) => [row.name, row] as const))(
    'shows %s; the result says so, and the outcome stays',
    async (_name, { story, faults = [], says }) => {
      const { zca } = world();
      zca.link(oa);
      zca.zaloSays(oa.id, story ?? null);
      zca.faults.add(...faults);
      const card = await cardFor(world(), people.lan, `/unlink oa ${oa.id}`);
      await press(world(), people.minh, card, 'confirm');
      const { text } = await resultOf(world(), card);
      expect(text).toContain(done);
      expect(text).toContain(says);
      await cardSays(world(), card, 'Done: 1 OA unlinked');
      expect(zca.asset('oa', oa.id)).toBeNull();
    },
  );

  it('is not read for an OA whose token the bot lacks, an app, or an asset that stays linked', async () => {
    const { zca } = world();
    const before = asked();
    const other = await cardFor(world(), people.lan, '/unlink oa 177469841916562005');
    await press(world(), people.minh, other, 'confirm');
    expect((await resultOf(world(), other)).text).not.toContain('Zalo itself');
    const app = await cardFor(world(), people.lan, '/unlink app 3095826089637694116');
    await press(world(), people.minh, app, 'confirm');
    expect((await resultOf(world(), app)).text).not.toContain('Zalo itself');
    zca.link(oa);
    const dry = await cardFor(world(), people.lan, `/unlink oa ${oa.id} --dry-run`);
    await press(world(), people.minh, dry, 'confirm');
    expect((await resultOf(world(), dry)).text).not.toContain('Zalo itself');
    expect(asked()).toBe(before);
  });

  it('is reported as it was before the first call, even when that call’s answer was lost', async () => {
    const { zca } = world();
    zca.link(oa);
    zca.faults.add({ type: 'hang', operation: 'unlink', applyFirst: true });
    const card = await cardFor(world(), people.lan, `/unlink oa ${oa.id}`);
    await press(world(), people.minh, card, 'confirm');
    const { text } = await resultOf(world(), card);
    expect(text).toContain('no longer shows a ZCA for this OA; before, it showed “SANDB0XZCA7Q2M9KD”.');
  });

  it('leaves nothing of its token in any log', () => {
    expect(world().logged.join('\n')).toContain('zalo.unavailable');
    expect(world().logged.join('\n')).not.toContain(token);
  });

  const asked = () => world().zca.ledger.calls.filter(({ operation }) => operation === getoa).length;
});

describe('the token of another OA', () => {
  const world = useWorld({
    env: { ZALO_OA_TOKENS: `${oa.id}=${token}` },
    oaTokens: { '1196255914348396017': token },
  });

  it('says nothing about this one', async () => {
    world().zca.link(oa);
    const card = await cardFor(world(), people.lan, `/unlink oa ${oa.id}`);
    await press(world(), people.minh, card, 'confirm');
    const { text } = await resultOf(world(), card);
    expect(text).toContain('the token given for this OA belongs to another one');
  });
});
