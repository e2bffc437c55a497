import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, list, readOa, saigonDealer, unlink } from './call-zca.js';

let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken });
});
afterEach(() => zca.close());

function linked(): boolean {
  return zca.asset('oa', saigonDealer) !== null;
}

async function textOf(path: string): Promise<string> {
  return (await fetch(zca.url + path, { headers: { access_token: accessToken } })).text();
}

describe('broken connections', () => {
  it('drop_before: cuts the socket and does nothing', async () => {
    zca.faults.add({ type: 'drop_before' });
    await expect(unlink(zca.url, saigonDealer)).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(linked()).toBe(true);
    expect(zca.ledger.calls).toMatchObject([{ status: null, applied: false, fault: 'drop_before' }]);
  });

  it('drop_after: unlinks, then cuts the socket; the same key gets the lost answer', async () => {
    zca.faults.add({ type: 'drop_after', operation: 'unlink' });
    await expect(unlink(zca.url, saigonDealer)).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(linked()).toBe(false);
    expect(zca.ledger.calls).toMatchObject([{ status: null, applied: true, fault: 'drop_after' }]);
    expect((await unlink(zca.url, saigonDealer)).data.data.status).toBe('unlinked');
    expect(zca.ledger.removals).toHaveLength(1);
  });

  it('drop_midway: unlinks, sends half of the answer, then cuts the socket', async () => {
    zca.faults.add({ type: 'drop_midway' });
    await expect(unlink(zca.url, saigonDealer)).rejects.toThrow(/aborted|ECONNRESET/);
    expect(linked()).toBe(false);
  });

  it('hang: never answers; with applyFirst the link is removed anyway', async () => {
    zca.faults.add({ type: 'hang' }, { type: 'hang', applyFirst: true });
    await expect(unlink(zca.url, saigonDealer, { timeoutMs: 1_000 })).rejects.toThrow(/timeout/);
    expect(linked()).toBe(true);
    await expect(unlink(zca.url, saigonDealer, { timeoutMs: 1_000 })).rejects.toThrow(/timeout/);
    expect(linked()).toBe(false);
  });

  it('close cuts hanging and slow calls', async () => {
    zca.faults.add({ type: 'hang' }, { type: 'delay', delayMs: 60_000 });
    const calls = [list(zca.url), list(zca.url)].map((call) => call.catch(() => 'cut'));
    await expect.poll(() => zca.ledger.calls).toHaveLength(2);
    await zca.close();
    expect(await Promise.all(calls)).toEqual(['cut', 'cut']);
  });
});

describe('slow answers', () => {
  it('delay: unlinks late, even when the caller has left', async () => {
    zca.faults.add({ type: 'delay', delayMs: 300 });
    await expect(unlink(zca.url, saigonDealer, { timeoutMs: 100 })).rejects.toThrow(/timeout/);
    expect(linked()).toBe(true);
    await expect.poll(linked).toBe(false);
  });

  it('delay with applyFirst: unlinks at once and answers late', async () => {
    zca.faults.add({ type: 'delay', delayMs: 300, applyFirst: true });
    await expect(unlink(zca.url, saigonDealer, { timeoutMs: 100 })).rejects.toThrow(/timeout/);
    expect(linked()).toBe(false);
  });

  it('slow_body: sends the right answer slowly', async () => {
    zca.faults.add({ type: 'slow_body', durationMs: 200 });
    const start = performance.now();
    expect((await list(zca.url)).data.error).toBe(0);
    expect(performance.now() - start).toBeGreaterThan(150);
  });

  it('huge_body: pads the right answer to the requested size', async () => {
    zca.faults.add({ type: 'huge_body', bytes: 3_000_000 });
    const text = await textOf(`/v1/assets/oa/${saigonDealer}`);
    expect(text.length).toBeGreaterThanOrEqual(3_000_000);
    expect(JSON.parse(text).data.id).toBe(saigonDealer);
  });
});

describe('nonsense', () => {
  it('truncated_json: does not parse', async () => {
    zca.faults.add({ type: 'nonsense', variant: 'truncated_json' });
    const text = await textOf(`/v1/assets/oa/${saigonDealer}`);
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
  });

  it('wrong_shape: parses, but holds no asset', async () => {
    zca.faults.add({ type: 'nonsense', variant: 'wrong_shape' });
    expect((await readOa(zca.url, saigonDealer)).data.data).toEqual({ result: ['ok'] });
  });

  it('number_id: the id arrives as a number and loses digits', async () => {
    zca.faults.add({ type: 'nonsense', variant: 'number_id' });
    expect(typeof (await readOa(zca.url, saigonDealer)).data.data.id).toBe('number');
  });

  it('other_id: answers about an asset nobody asked for', async () => {
    zca.faults.add({ type: 'nonsense', variant: 'other_id' });
    const { id } = (await readOa(zca.url, saigonDealer)).data.data;
    expect(id).toMatch(/^\d{19}$/);
    expect(id).not.toBe(saigonDealer);
  });

  it('empty: answers 200 with an empty body', async () => {
    zca.faults.add({ type: 'nonsense', variant: 'empty' });
    expect(await textOf(`/v1/assets/oa/${saigonDealer}`)).toBe('');
  });

  it('on an unlink: answers, unlinks nothing and leaves the key free', async () => {
    zca.faults.add({ type: 'nonsense', variant: 'other_id' });
    expect((await unlink(zca.url, saigonDealer)).data.data.status).toBe('unlinked');
    expect(linked()).toBe(true);
    await unlink(zca.url, saigonDealer);
    expect(linked()).toBe(false);
  });

  it('on an unlink with applyFirst: removes the link', async () => {
    zca.faults.add({ type: 'nonsense', variant: 'truncated_json', applyFirst: true });
    await unlink(zca.url, saigonDealer);
    expect(linked()).toBe(false);
  });
});
