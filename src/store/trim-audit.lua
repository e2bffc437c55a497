-- Removes the archived entries from the beginning of the audit log. The log then begins at the checkpoint, and its newest
-- entry tells of the archive.
--
-- KEYS  those of append-entry.lua  auditCheckpoint
-- ARGV  those of append-entry.lua  expectedCheckpoint: the one that the caller read  checkpoint  firstKept: a sequence number
if (redis.call('GET', auditCheckpoint) or '') ~= expectedCheckpoint then return { 'moved' } end
local refused = append()
if refused then return refused end
redis.call('SET', auditCheckpoint, checkpoint)
redis.call('XTRIM', audit, 'MINID', firstKept .. '-0')
return { 'ok' }
