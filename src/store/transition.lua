-- One atomic step: compare-and-set of a request, its asset locks, its places in the index, its audit entry, and the
-- verdict of the press or command that it is of, which must not have one.
-- Nothing is written unless everything may be. Safe to repeat: a second run finds another revision and says conflict.
--
-- KEYS  1 request  2 open requests  3 all requests  4 audit stream  5 audit head  6 ends that were not told
--       7 verdict  8–12 its index, as index-entries.lua has it  13… locks to take, then locks to release
-- ARGV  1 request id ('' writes an audit entry alone)  2 expected revision ('0': none stored)  3 next revision
--       4 record  5 time of the change ('' closes the request)  6–10 its audit entry, as append-entry.lua has it
--       11 how many locks to take
--       12 when it was asked  13 the end that is to be told ('': none)  14 when it ended  15 its index entries
--       16 verdict ('': it is of no press or command)  17 how long the verdict is kept, in milliseconds
--       18 the most open requests that its requester may have before it ('': however many)
local request, open, all, audit, head = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local id, take = ARGV[1], tonumber(ARGV[11])

if ARGV[16] ~= '' then
  local standing = redis.call('GET', KEYS[7])
  if standing then return { 'judged', standing } end
end
if id ~= '' and (redis.call('HGET', request, 'revision') or '0') ~= ARGV[2] then
  return { 'conflict' }
end
if ARGV[18] ~= '' and #redis.call('ZINTER', '2', open, KEYS[9]) >= tonumber(ARGV[18]) then
  return { 'too_many_open' }
end
for index = 1, take do
  local holder = redis.call('GET', KEYS[12 + index])
  if holder and holder ~= id then
    return { 'held', holder, tostring(index) }
  end
end

local refused = append(audit, head, { unpack(ARGV, 6, 10) })
if refused then return refused end
if id ~= '' then
  redis.call('HSET', request, 'revision', ARGV[3], 'record', ARGV[4])
  redis.call('ZADD', all, 'NX', ARGV[12], id)
  if ARGV[5] == '' then redis.call('ZREM', open, id) else redis.call('ZADD', open, ARGV[5], id) end
  if ARGV[13] ~= '' then redis.call('ZADD', KEYS[6], ARGV[14], ARGV[13]) end
  reindex({ unpack(KEYS, 8, 12) }, request, id, ARGV[3], ARGV[15])
end
for index = 1, take do
  redis.call('SET', KEYS[12 + index], id)
end
for index = 13 + take, #KEYS do
  if redis.call('GET', KEYS[index]) == id then redis.call('DEL', KEYS[index]) end
end
if ARGV[16] ~= '' then redis.call('SET', KEYS[7], ARGV[16], 'PX', ARGV[17]) end
return { 'ok' }
