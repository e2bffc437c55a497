-- A fair rate-limit queue: a burst of members at once, then one per interval. Each owner has one turn per round
-- (start-time fair queueing), so an owner with many members delays another's by at most one of each owner's. Within a
-- round, and within one owner, it is first come, first served. A member that must wait keeps its place and learns when
-- to return. It delays nobody else while it is late, and loses its place if it never returns.
--
-- KEYS  line: members by their number: a round and, after the point, a count of all
--       due: members by the latest time of their return, in ms
--       bucket: free turns (left) at a time (at), the count of all (number), the current round (round),
--         each member's number (n:<member>)
--       away: members whose post is in flight, by the time it stops counting, in ms
--       late: members by their number that missed their time and now only keep their group's order
--       newest: each owner (o:<owner>) and group (g:<group>) by the round of its newest member
-- ARGV  what: 'turn', 'refused' or 'gone'
--       member: `<group> <name>`, a group keeps its order; or `<name>`
--       intervalMs: per turn   burst
--       graceMs: after the due time before a place is lost
--       awayMs: for which a post may be in flight   lateMs: after the due time before a member is late
--       waitMs: for 'refused', without any turn     owner
-- Returns 0 when it is the member's turn, otherwise the time to wait, in ms. Behind more than `near` others, that is an
-- estimate, so that a turn costs the same however many wait.

local interval, grace = tonumber(intervalMs), tonumber(graceMs)
burst = tonumber(burst)
local kept = 24 * 60 * 60 * 1000
local near = 100

if what == 'gone' then
  redis.call('ZREM', line, member)
  redis.call('ZREM', due, member)
  redis.call('ZREM', away, member)
  redis.call('ZREM', late, member)
  redis.call('HDEL', bucket, 'n:' .. member)
  return 0
end

-- Redis's clock is the same for all.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local stored = redis.call('HMGET', bucket, 'left', 'at')
local left = tonumber(stored[1] or burst)
left = math.min(burst, left + math.max(0, now - tonumber(stored[2] or now)) / interval)

for _, lost in ipairs(redis.call('ZRANGEBYSCORE', due, '-inf', now, 'LIMIT', 0, 500)) do
  redis.call('ZREM', line, lost)
  redis.call('ZREM', late, lost)
  redis.call('ZREM', due, lost)
  redis.call('HDEL', bucket, 'n:' .. lost)
end
-- Those late already at the last turn are out of the line.
local onTime = grace - tonumber(lateMs)
local since = stored[2] and '(' .. string.format('%d', stored[2] + onTime) or '-inf'
for _, other in ipairs(redis.call('ZRANGEBYSCORE', due, since, now + onTime)) do
  local place = redis.call('ZSCORE', line, other)
  if place then
    redis.call('ZREM', line, other)
    redis.call('ZADD', late, place, other)
  end
end
for _, lost in ipairs(redis.call('ZRANGEBYSCORE', away, '-inf', now)) do
  redis.call('ZREM', away, lost)
  redis.call('HDEL', bucket, 'n:' .. lost)
end

if what == 'refused' then
  left = math.min(left, 1 - tonumber(waitMs) / interval)
  redis.call('ZREM', away, member)
end

-- A member's group is the part of its name before the first space; without a space it has none.
local function group_of(other)
  return string.match(other, '^(%S+) ')
end

-- Before the version that counts rounds, the number alone was the place: such members come before the first round.
local round = tonumber(redis.call('HGET', bucket, 'round') or redis.call('HGET', bucket, 'number') or 0)
redis.call('ZREMRANGEBYSCORE', newest, '-inf', '(' .. round)

-- A member that returns after a refused or lost post keeps its number.
local number = redis.call('HGET', bucket, 'n:' .. member)
if not number then
  local owned, group = 'o:' .. owner, group_of(member)
  local own = math.max(round, tonumber(redis.call('ZSCORE', newest, owned) or round - 1) + 1)
  redis.call('ZADD', newest, own, owned)
  if group then
    own = math.max(own, tonumber(redis.call('ZSCORE', newest, 'g:' .. group) or own))
    redis.call('ZADD', newest, own, 'g:' .. group)
  end
  local count = redis.call('HINCRBY', bucket, 'number', 1)
  number = string.format('%.17g', own + count / 2 ^ 30)
  redis.call('HSET', bucket, 'n:' .. member, number)
end
redis.call('ZREM', late, member)
redis.call('ZADD', line, 'NX', number, member)

-- A group with a member in flight or late has to wait, and holds nobody else up.
local busy = {}
local function is_busy(other)
  local group = group_of(other)
  if not group then return false end
  local was = busy[group]
  busy[group] = true
  return was
end
for _, other in ipairs(redis.call('ZRANGE', away, 0, -1)) do
  if other ~= member then is_busy(other) end
end
for _, other in ipairs(redis.call('ZRANGEBYSCORE', late, '-inf', number)) do
  is_busy(other)
end
local function countFree(from, before)
  local free = 0
  if from == before then return free end
  for _, other in ipairs(redis.call('ZRANGE', line, from, before - 1)) do
    if not is_busy(other) then free = free + 1 end
  end
  return free
end
local rank = redis.call('ZRANK', line, member)
local counted = math.min(rank, near)
local ahead = countFree(0, counted)
if left >= ahead + 1 then
  ahead = ahead + countFree(counted, rank)
elseif counted < rank then
  ahead = ahead * rank / counted
end
local blocked = is_busy(member)

local wait = 0
if not blocked and left >= ahead + 1 then
  left = left - 1
  round = math.max(round, math.floor(tonumber(number)))
  redis.call('ZREM', line, member)
  redis.call('ZREM', due, member)
  redis.call('ZADD', away, now + tonumber(awayMs), member)
else
  wait = math.max(math.ceil((ahead + 1 - left) * interval), blocked and math.min(interval, 1000) or 1)
  redis.call('ZADD', due, now + wait + grace, member)
end

redis.call(
  'HSET', bucket, 'left', string.format('%.6f', left), 'at', string.format('%d', now), 'round', string.format('%d', round)
)
for _, key in ipairs(KEYS) do
  redis.call('PEXPIRE', key, kept)
end
return wait
