-- Counts messages to an account since its last word, if that is known.
--
-- KEYS  word: a hash of `at` and `sent`
-- ARGV  messages
if redis.call('EXISTS', word) == 0 then return 0 end
return redis.call('HINCRBY', word, 'sent', messages)
