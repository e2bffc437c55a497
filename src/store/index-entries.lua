-- Prepended to the scripts that write the index of requests, which answers queries without reading every record. A
-- request's entries derive from its record alone, so writing them again changes nothing.
--
-- Increase this when the index changes; the next maintenance then reindexes every record.
local layout = '2'

-- KEYS  request  ended: ended requests by their end  ofRequester: its requester's requests by their submission
--       outcomes: by time  outcomesOfKind: those of its kind  unlinks: unlinks of its kind by time
-- ARGV  id  indexEntries: JSON: asked, ended ('' while open), outcomes as
--       [member, place, time ('' without an outcome), 1 if unlinked]
local function reindex(revision)
  local facts = cjson.decode(indexEntries)
  redis.call('ZADD', ofRequester, facts.asked, id)
  if facts.ended == '' then redis.call('ZREM', ended, id) else redis.call('ZADD', ended, facts.ended, id) end
  for _, outcome in ipairs(facts.outcomes) do
    local member, place, at, unlinked = outcome[1], outcome[2], outcome[3], outcome[4]
    for _, index in ipairs({ outcomes, outcomesOfKind }) do
      if at == '' then redis.call('ZREM', index, member) else redis.call('ZADD', index, at, member) end
    end
    if unlinked == 1 then redis.call('ZADD', unlinks, at, place) else redis.call('ZREM', unlinks, place) end
  end
  redis.call('HSET', request, 'indexed', layout .. ':' .. revision)
end

