-- Counts a refusal of a person at a request. Returns the count, and 1 when this refusal gets its own audit entry: it is
-- one of the first, or the first of its hour.
--
-- KEYS  count  noted: set while an entry was written within the hour
-- ARGV  each: how many refusals get an entry each  resetMs: time without any after which the count starts over  hourMs
local times = redis.call('INCR', count)
redis.call('PEXPIRE', count, resetMs)
if times <= tonumber(each) or redis.call('SET', noted, '', 'PX', hourMs, 'NX') then return { times, 1 } end
return { times, 0 }
