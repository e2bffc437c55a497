-- One atomic step: compare-and-set of a request, its asset locks, its index entries, its audit entry, and the verdict
-- of the press or command that causes it, which must not have one yet. Writes everything or nothing. Safe to repeat: a
-- second run finds another revision and returns a conflict.
--
-- KEYS  request  open, all: requests  indexed: the layout in which every request is indexed
--       those of append-entry.lua  those of index-entries.lua  those of pending-entries.lua
--       unreported: ends  verdict  locks: to take, then to release
-- ARGV  id: the request's  expectedRevision ('0': none stored)  nextRevision  record
--       changedAt: time of the change ('' closes the request)  those of append-entry.lua
--       takeCount: number of locks to take  askedAt: time of submission
--       unreportedEnd: the end to report ('': none)  at: time of the end  those of index-entries.lua
--       those of pending-entries.lua
--       indexedRevision: the indexed one from which the index entries differ ('': they are all entries)
--       kept: the verdict to store ('': no press or command)  keptMs: its lifetime
--       maxOpen: the most open requests that its requester may have before it ('': no limit)
local take = tonumber(takeCount)

if kept ~= '' then
  local standing = redis.call('GET', verdict)
  if standing then return { 'judged', standing } end
end
if (redis.call('HGET', request, 'revision') or '0') ~= expectedRevision then
  return { 'conflict' }
end
if indexedRevision ~= '' and (redis.call('GET', indexed) ~= layout
  or redis.call('HGET', request, 'indexed') ~= layout .. ':' .. indexedRevision) then
  return { 'unindexed' }
end
if maxOpen ~= '' and #redis.call('ZINTER', '2', open, ofRequester) >= tonumber(maxOpen) then
  return { 'too_many_open' }
end
for index = 1, take do
  local holder = redis.call('GET', locks[index])
  if holder and holder ~= id then
    return { 'held', holder, tostring(index) }
  end
end

local refused = append()
if refused then return refused end
redis.call('HSET', request, 'revision', nextRevision, 'record', record)
redis.call('ZADD', all, 'NX', askedAt, id)
if changedAt == '' then redis.call('ZREM', open, id) else redis.call('ZADD', open, changedAt, id) end
if unreportedEnd ~= '' then redis.call('ZADD', unreported, at, unreportedEnd) end
reindex(nextRevision)
indexPending(nextRevision)
for index = 1, take do
  redis.call('SET', locks[index], id)
end
for index = take + 1, #locks do
  if redis.call('GET', locks[index]) == id then redis.call('DEL', locks[index]) end
end
if kept ~= '' then redis.call('SET', verdict, kept, 'PX', keptMs) end
return { 'ok' }
