-- Keeps the verdict of a press or a command unless it has one; answers with the one that stands.
--
-- KEYS  1 verdict
-- ARGV  1 the verdict to keep  2 for how long, in milliseconds
local standing = redis.call('GET', KEYS[1])
if standing then return standing end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
