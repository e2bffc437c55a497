import { describe, expect, it } from 'vitest';
import { RedisAdminSessions } from '../../../src/store/admin-sessions.js';
import { redisShelf } from './redis-shelf.js';

const hour = 60 * 60_000;

describe('the sessions of the admin page', () => {
  const shelf = redisShelf();
  const sessions = () => new RedisAdminSessions(shelf().redis, shelf().keys, Date.now);
  const leftMs = () => shelf().redis.pttl(shelf().keys.adminSession('one'));
  const open = () => sessions().open('one', { user: 'U0LAN00001', until: Date.now() + 8 * hour });

  it('end an hour after their last use', async () => {
    await open();
    await shelf().redis.pexpire(shelf().keys.adminSession('one'), 60_000);
    await sessions().find('one', { isUse: true });
    expect(await leftMs()).toBeGreaterThan(hour - 60_000);
    expect(await leftMs()).toBeLessThanOrEqual(hour);
  });

  it('are not prolonged by what an open page asks for by itself', async () => {
    await open();
    await shelf().redis.pexpire(shelf().keys.adminSession('one'), 60_000);
    expect(await sessions().find('one', { isUse: false })).toMatchObject({ user: 'U0LAN00001' });
    expect(await leftMs()).toBeLessThanOrEqual(60_000);
  });

  it('log in again whoever another version logged in', async () => {
    await shelf().redis.set(shelf().keys.adminSession('one'), '{"user":1}');
    expect(await sessions().find('one', { isUse: true })).toBeNull();
  });
});
