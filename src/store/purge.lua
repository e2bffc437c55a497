-- Removes one request that ended long ago, everything of it but its audit entries and the fact that its id was given:
-- old messages still name it, and must never mean another request. Answers with 1 when it was removed, with 0 when it
-- has changed since it was read, or people still wait to be told how it ended.
--
-- KEYS  1 request  2 open requests  3 all requests  4–8 its index, as index-entries.lua has it  9 the post of its card
--       10 ends that were not told  11… the verdict of its command and pictures of its runs, then locks it may hold
-- ARGV  1 request id  2 the revision that was read  3 removed when it ended before  4 its index entries
--       5 the end that may not have been told ('': none)  6 how many verdicts and pictures
local request, id = KEYS[1], ARGV[1]
if redis.call('HGET', request, 'revision') ~= ARGV[2] then return 0 end
if redis.call('ZSCORE', KEYS[2], id) then return 0 end
if ARGV[5] ~= '' and redis.call('ZSCORE', KEYS[10], ARGV[5]) then return 0 end
local ended = redis.call('ZSCORE', KEYS[4], id)
if not ended or tonumber(ended) >= tonumber(ARGV[3]) then return 0 end

redis.call('ZREM', KEYS[3], id)
redis.call('ZREM', KEYS[4], id)
redis.call('ZREM', KEYS[5], id)
for _, outcome in ipairs(cjson.decode(ARGV[4]).outcomes) do
  redis.call('ZREM', KEYS[6], outcome[1])
  redis.call('ZREM', KEYS[7], outcome[1])
  redis.call('ZREM', KEYS[8], outcome[2])
end
local locks = 11 + tonumber(ARGV[6])
for index = 11, locks - 1 do redis.call('DEL', KEYS[index]) end
for index = locks, #KEYS do
  if redis.call('GET', KEYS[index]) == id then redis.call('DEL', KEYS[index]) end
end
redis.call('DEL', request, KEYS[9])
redis.call('HSET', request, 'revision', 'gone')
return 1
