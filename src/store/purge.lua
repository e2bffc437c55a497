-- Removes a request that ended long ago, except its audit entries and the fact that its id was used: old messages still
-- name the id, so it must never belong to another request. Returns 1 when it was removed, 0 when it has changed since
-- it was read or people have yet to be told how it ended.
--
-- KEYS  request  open, all: requests  those of index-entries.lua  cardPost: the post of its card
--       unreported: ends  kept: its command's verdict and its runs' screenshots, then locks it may hold
-- ARGV  id  revision: the one that was read  before: removed if it ended before  indexEntries
--       unreportedEnd: its end that may be unreported ('': none)  keptCount: number of verdicts and screenshots
if redis.call('HGET', request, 'revision') ~= revision then return 0 end
if redis.call('ZSCORE', open, id) then return 0 end
if unreportedEnd ~= '' and redis.call('ZSCORE', unreported, unreportedEnd) then return 0 end
local endedAt = redis.call('ZSCORE', ended, id)
if not endedAt or tonumber(endedAt) >= tonumber(before) then return 0 end

redis.call('ZREM', all, id)
redis.call('ZREM', ended, id)
redis.call('ZREM', ofRequester, id)
for _, outcome in ipairs(cjson.decode(indexEntries).outcomes) do
  redis.call('ZREM', outcomes, outcome[1])
  redis.call('ZREM', outcomesOfKind, outcome[1])
  redis.call('ZREM', unlinks, outcome[2])
end
for index, key in ipairs(kept) do
  if index <= tonumber(keptCount) or redis.call('GET', key) == id then redis.call('DEL', key) end
end
redis.call('DEL', request, cardPost)
redis.call('HSET', request, 'revision', 'gone')
return 1
