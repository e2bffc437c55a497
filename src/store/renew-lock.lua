-- Renews the lock if this token still holds it.
--
-- KEYS  lock
-- ARGV  token  lastsMs: the time until the lock frees itself
-- Returns 1, or 0 if the lock is lost.
if redis.call('GET', lock) ~= token then return 0 end
return redis.call('PEXPIRE', lock, lastsMs)
