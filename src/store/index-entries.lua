-- Prepended to the scripts that write the index of requests, which answers queries without reading every record. A
-- request's entries derive from its record alone, so writing them again changes nothing.
--
-- Increase this when the index changes; the next maintenance then reindexes every record.
local layout = '2'

-- keys     1 ended requests by their end  2 its requester's requests by their submission
--          3 outcomes by time  4 those of its kind  5 unlinks of its kind by time
-- entries  JSON: asked, ended ('' while open), outcomes as [member, place, time ('' without an outcome), 1 if unlinked]
local function reindex(keys, request, id, revision, entries)
  local facts = cjson.decode(entries)
  redis.call('ZADD', keys[2], facts.asked, id)
  if facts.ended == '' then redis.call('ZREM', keys[1], id) else redis.call('ZADD', keys[1], facts.ended, id) end
  for _, outcome in ipairs(facts.outcomes) do
    local member, place, at, unlinked = outcome[1], outcome[2], outcome[3], outcome[4]
    for index = 3, 4 do
      if at == '' then redis.call('ZREM', keys[index], member) else redis.call('ZADD', keys[index], at, member) end
    end
    if unlinked == 1 then redis.call('ZADD', keys[5], at, place) else redis.call('ZREM', keys[5], place) end
  end
  redis.call('HSET', request, 'indexed', layout .. ':' .. revision)
end

