-- Notes how far events were delivered and renews the turn, if the caller still has it.
--
-- KEYS  lock  cursor
-- ARGV  token  place: the last entry delivered  lastsMs: the time until the turn frees itself
-- Returns 1, or 0 if the turn is over.
if redis.call('GET', lock) ~= token then return 0 end
redis.call('SET', cursor, place)
redis.call('PEXPIRE', lock, lastsMs)
return 1
