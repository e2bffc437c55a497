-- Indexes one request from its record, unless the record has changed since it was read: then it is indexed already, or
-- the next maintenance does it. Returns 1 when it was done.
--
-- KEYS  those of index-entries.lua  cardPost: the post of its card, which earlier versions let expire
-- ARGV  those of index-entries.lua  revision: the one that was read
if redis.call('HGET', request, 'revision') ~= revision then return 0 end
redis.call('PERSIST', cardPost)
reindex(revision)
return 1
