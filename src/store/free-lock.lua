-- Frees the lock if this token still holds it.
--
-- KEYS  lock
-- ARGV  token
if redis.call('GET', lock) ~= token then return 0 end
return redis.call('DEL', lock)
