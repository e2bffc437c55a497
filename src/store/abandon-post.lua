-- Deletes the entry of a message, if it is still the one that was written.
--
-- KEYS  post: the message's entry
-- ARGV  sending: the entry that was written
if redis.call('GET', post) == sending then redis.call('DEL', post) end
return 1
