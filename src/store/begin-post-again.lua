-- Records that a message is being sent again, if the entry is still the one that was read.
--
-- KEYS  post: the message's entry
-- ARGV  before: the entry that was read  sending: the new one  keptMs: its lifetime; empty: no end
-- Returns 1, or 0 if the entry is another.
if redis.call('GET', post) ~= before then return 0 end
if keptMs == '' then redis.call('SET', post, sending) else redis.call('SET', post, sending, 'PX', keptMs) end
return 1
