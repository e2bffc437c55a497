-- Ends the lease of a message's update. If the lease expired before the update, the message's content is unknown, so
-- forget it; if nothing was sent, keep it.
--
-- KEYS  shown: the version that the message shows  lease: set while somebody updates the message
-- ARGV  token: names the lease  version: the version shown now; empty: unknown  keptMs: how long it is remembered
--       message: `changed` if an update was sent
-- Returns 1 if the lease lasted until now, otherwise 0.
if redis.call('GET', lease) ~= token then
  if message == 'changed' then redis.call('DEL', shown) end
  return 0
end
redis.call('DEL', lease)
if version ~= '' then redis.call('SET', shown, version, 'PX', keptMs) end
return 1
