-- Removes a request that ended long ago, except its audit entries and the fact that its id was used: old messages still
-- name the id, so it must never belong to another request. Returns 1 when it was removed, 0 when it has changed since
-- it was read or people have yet to be told how it ended.
--
-- KEYS  1 request  2 open requests  3 all requests  4–8 its index, as in index-entries.lua  9 the post of its card
--       10 unreported ends  11… its command's verdict and its runs' screenshots, then locks it may hold
-- ARGV  1 request id  2 the revision that was read  3 removed if it ended before  4 its index entries
--       5 its end that may be unreported ('': none)  6 number of verdicts and screenshots
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
