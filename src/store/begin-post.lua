-- Records that a message is being sent, unless an entry exists; `SET` accepts `NX` together with `GET` only since Redis
-- 7.0.
--
-- KEYS  post: the message's entry
-- ARGV  sending: the new entry  keptMs: its lifetime; empty: no end
-- Returns the existing entry; false if there was none.
local known = redis.call('GET', post)
if known then return known end
if keptMs == '' then redis.call('SET', post, sending) else redis.call('SET', post, sending, 'PX', keptMs) end
return false
