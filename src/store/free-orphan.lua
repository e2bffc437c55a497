-- Takes a lock from a request that no longer holds its asset: it has ended, or its record is gone. Does nothing when
-- the lock or the record has changed since it was read.
--
-- KEYS  1 lock  2 the request it names  3 open requests
-- ARGV  1 request id  2 the revision that was read ('': there was no record)
-- Returns 1 when the lock was deleted.
local lock, request, open = KEYS[1], KEYS[2], KEYS[3]
local id, revision = ARGV[1], ARGV[2]
if redis.call('GET', lock) ~= id then return 0 end
if revision == '' then
  if redis.call('HEXISTS', request, 'record') == 1 then return 0 end
  -- As purge.lua leaves it: old messages still name the id, so it must never belong to another request.
  redis.call('HSET', request, 'revision', 'gone')
  redis.call('ZREM', open, id)
elseif redis.call('HGET', request, 'revision') ~= revision then
  return 0
end
redis.call('DEL', lock)
return 1
