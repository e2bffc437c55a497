-- Replaces a pair by the one that descends from it. Whoever holds the turn: a refresh token works once, so only one
-- pair descends from it.
--
-- KEYS  pair  oas
-- ARGV  before: the generation it descends from, 0 for none  generation  sealed  oa
-- Returns 1, also if exactly this was stored before; 0 if another pair is there.
local there = redis.call('HGET', pair, 'generation') or '0'
if there == generation and redis.call('HGET', pair, 'sealed') == sealed then return 1 end
if there ~= before then return 0 end
redis.call('HSET', pair, 'generation', generation, 'sealed', sealed)
redis.call('HDEL', pair, 'begun')
redis.call('HSET', oas, oa, generation)
return 1
