-- Indexes one request from its record, unless the record has changed since it was read: then it is indexed already, or
-- the next maintenance does it. Returns 1 when it was done.
--
-- KEYS  1 request  2–6 its index, as in index-entries.lua  7 the post of its card, which earlier versions let expire
-- ARGV  1 request id  2 the revision that was read  3 its index entries
if redis.call('HGET', KEYS[1], 'revision') ~= ARGV[2] then return 0 end
redis.call('PERSIST', KEYS[7])
reindex({ unpack(KEYS, 2, 6) }, KEYS[1], ARGV[1], ARGV[2], ARGV[3])
return 1
