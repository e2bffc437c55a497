-- Prepended to the scripts that write the index of pending requests. The entries derive from the record alone, so writing
-- them again changes nothing. While a request is pending, its field `pending` is the revision last indexed: an older
-- version of the bot changes the revision only.
--
-- KEYS  request  pendingHere: pending requests of its kind and channel by their expiry
--       pendingPlaces: the kinds and channels that have any  pendingPeople: <person> <id> <kind> <channel>, all scored 0
-- ARGV  id  pendingEntries: JSON: place, expiresAt ('': not pending), people: members of pendingPeople ('': no change)
local function indexPending(revision)
  if pendingEntries == '' then return end
  local facts = cjson.decode(pendingEntries)
  if facts.expiresAt == '' then
    redis.call('ZREM', pendingHere, id)
    for _, member in ipairs(facts.people) do redis.call('ZREM', pendingPeople, member) end
    if redis.call('EXISTS', pendingHere) == 0 then redis.call('SREM', pendingPlaces, facts.place) end
    redis.call('HDEL', request, 'pending')
    return
  end
  redis.call('ZADD', pendingHere, facts.expiresAt, id)
  redis.call('SADD', pendingPlaces, facts.place)
  for _, member in ipairs(facts.people) do redis.call('ZADD', pendingPeople, '0', member) end
  redis.call('HSET', request, 'pending', revision)
end

