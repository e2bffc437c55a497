-- Uses a code once: only if its last use is still the one that the caller knows.
--
-- KEYS  code: the code's record
-- ARGV  use: this use  after: the delivery of the use that it may replace; empty: none
-- Returns the use that holds; empty if there is no such code.
if redis.call('EXISTS', code) == 0 then return '' end
local known = redis.call('HGET', code, 'use')
if known then
  if after == '' or cjson.decode(known).delivery ~= after then return known end
end
redis.call('HSET', code, 'use', use)
return use
