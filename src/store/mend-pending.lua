-- Writes the pending entries of one request from its record, unless the record has changed since it was read: then a
-- newer version wrote them, or the next repair does. Returns 1 when it was done.
--
-- KEYS  those of pending-entries.lua
-- ARGV  those of pending-entries.lua  revision: the one that was read
if redis.call('HGET', request, 'revision') ~= revision then return 0 end
indexPending(revision)
return 1
