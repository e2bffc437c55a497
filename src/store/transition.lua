-- One atomic step: compare-and-set of a request, its asset locks, its index entries, its audit entry, and the verdict
-- of the press or command that causes it, which must not have one yet. Writes everything or nothing. Safe to repeat: a
-- second run finds another revision and returns a conflict.
--
-- KEYS  1 request  2 open requests  3 all requests  4 audit stream  5 audit head  6 unreported ends
--       7 verdict  8–12 its index, as in index-entries.lua  13… locks to take, then locks to release
-- ARGV  1 request id ('' writes an audit entry alone)  2 expected revision ('0': none stored)  3 next revision
--       4 record  5 time of the change ('' closes the request)  6–10 its audit entry, as in append-entry.lua
--       11 number of locks to take
--       12 time of submission  13 the end to report ('': none)  14 time of the end  15 its index entries
--       16 verdict ('': no press or command)  17 lifetime of the verdict, in ms
--       18 the most open requests that its requester may have before it ('': no limit)
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
