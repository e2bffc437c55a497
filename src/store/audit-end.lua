-- The end of the audit log in one reading: its stored head ('': none) and its newest two entries, the newest first.
--
-- KEYS  1 audit stream  2 audit head
return { redis.call('GET', KEYS[2]) or '', redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 2) }
