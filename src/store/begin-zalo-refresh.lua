-- Notes that a refresh begins, if this token holds the turn and the pair is still the one that was read.
--
-- KEYS  turn  pair
-- ARGV  token  generation  at: milliseconds since the epoch
-- Returns 1, or 0 if it must not begin.
if redis.call('GET', turn) ~= token then return 0 end
if redis.call('HGET', pair, 'generation') ~= generation then return 0 end
redis.call('HSET', pair, 'begun', at)
return 1
