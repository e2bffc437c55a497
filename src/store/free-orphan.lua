-- Takes a lock from a request that no longer holds its asset: it has ended, or its record is gone. Does nothing when
-- the lock or the record has changed since it was read.
--
-- KEYS  lock  request: the one it names  open: open requests
-- ARGV  id: the request's  revision: the one that was read ('': there was no record)
-- Returns 1 when the lock was deleted.
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
