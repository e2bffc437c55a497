-- Replaces one entry of the register if it is still the one that was read.
--
-- KEYS  register  registerVersion: counts the changes of the register
-- ARGV  field  before: the entry that was read  entry: the new one
-- Returns 1, or 0 if the entry is another.
if redis.call('HGET', register, field) ~= before then return 0 end
redis.call('HSET', register, field, entry)
redis.call('INCR', registerVersion)
return 1
