-- Reads the end of the audit log at one moment: its stored head ('': none) and its two newest entries, newest first.
--
-- KEYS  audit: the stream  auditHead
return { redis.call('GET', auditHead) or '', redis.call('XREVRANGE', audit, '+', '-', 'COUNT', 2) }
