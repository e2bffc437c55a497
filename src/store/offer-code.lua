-- Stores a code for an occasion, unless the occasion has one.
--
-- KEYS  occasion: the occasion's code  code: the candidate's record
-- ARGV  candidate: the code  offer: what it offers  keptMs: how long both are kept
-- Returns the occasion's code; empty if the candidate belongs to another occasion.
local known = redis.call('GET', occasion)
if known then return known end
if redis.call('EXISTS', code) == 1 then return '' end
redis.call('HSET', code, 'offer', offer)
redis.call('PEXPIRE', code, keptMs)
redis.call('SET', occasion, candidate, 'PX', keptMs)
return candidate
