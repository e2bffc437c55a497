-- Counts a refusal of a person at a request. Returns the count, and 1 when this refusal gets its own audit entry: it is
-- one of the first, or the first of its hour.
--
-- KEYS  1 the count  2 set while an entry was written within the hour
-- ARGV  1 how many refusals get an entry each  2 time without any after which the count starts over, in ms
--       3 an hour, in ms
local times = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if times <= tonumber(ARGV[1]) or redis.call('SET', KEYS[2], '', 'PX', ARGV[3], 'NX') then return { times, 1 } end
return { times, 0 }
