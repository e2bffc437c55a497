-- Notes when an account last turned to the bot, and begins to count what it is sent since.
--
-- KEYS  word: a hash of `at` and `sent`
-- ARGV  at: milliseconds since the epoch  keptMs: its lifetime
local known = tonumber(redis.call('HGET', word, 'at') or '0')
if tonumber(at) <= known then return 0 end
redis.call('HSET', word, 'at', at, 'sent', 0)
redis.call('PEXPIRE', word, keptMs)
return 1
