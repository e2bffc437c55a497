-- Stores the verdict of a press or a command unless there is one; returns the verdict that counts.
--
-- KEYS  verdict
-- ARGV  kept: the verdict to store  keptMs: its lifetime
local standing = redis.call('GET', verdict)
if standing then return standing end
redis.call('SET', verdict, kept, 'PX', keptMs)
return kept
