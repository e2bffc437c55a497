-- Stores the verdict of a press or a command unless there is one; returns the verdict that counts.
--
-- KEYS  1 verdict
-- ARGV  1 the verdict to store  2 its lifetime, in ms
local standing = redis.call('GET', KEYS[1])
if standing then return standing end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
