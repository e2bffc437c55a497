-- Reads the end of the audit log at one moment: its stored head ('': none) and its two newest entries, newest first.
--
-- KEYS  1 audit stream  2 audit head
return { redis.call('GET', KEYS[2]) or '', redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 2) }
