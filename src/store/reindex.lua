-- Indexes one request as its record says, unless the record has changed since it was read: then it is indexed already,
-- or it is healed the next time. Answers with 1 when it was done.
--
-- KEYS  1 request  2–6 its index, as index-entries.lua has it  7 the post of its card, which once was kept for a time only
-- ARGV  1 request id  2 the revision that was read  3 its index entries
if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[2] then return 0 end
redis.call('PERSIST', KEYS[7])
reindex({ unpack(KEYS, 2, 6) }, KEYS[1], ARGV[1], ARGV[2], ARGV[3])
return 1
