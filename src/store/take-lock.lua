-- Takes the lock only if it is free; each token is larger than all earlier ones.
--
-- KEYS  lock  tokens: the last token given
-- ARGV  lastsMs: the time until the lock frees itself
-- Returns the token; 0 if the lock is taken.
if redis.call('EXISTS', lock) == 1 then return 0 end
local token = redis.call('INCR', tokens)
redis.call('SET', lock, token, 'PX', lastsMs)
return token
