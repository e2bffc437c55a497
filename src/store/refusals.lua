-- Counts one more refusal of somebody at a request. Answers with how many there were, and with 1 when this one gets its
-- own audit entry: one of the first, or the only one of its hour.
--
-- KEYS  1 their number  2 there while an entry has said so within the hour
-- ARGV  1 how many get an entry each  2 after how long without any, in milliseconds, it starts from the beginning
--       3 an hour, in milliseconds
local times = redis.call('INCR', KEYS[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
if times <= tonumber(ARGV[1]) or redis.call('SET', KEYS[2], '', 'PX', ARGV[3], 'NX') then return { times, 1 } end
return { times, 0 }
