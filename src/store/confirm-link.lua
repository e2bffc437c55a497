-- Tries a person's one-time code. The right one ends the code, stores the link and appends its audit entry, all at once;
-- a wrong one counts once for each message, and the last one ends the code.
--
-- KEYS  those of append-entry.lua  code: the code and its tries  link: the person to whom the account is confirmed
-- ARGV  those of append-entry.lua  typed: what was typed  person: their id  maxTries: wrong tries that end the code
--       delivery: the message that holds it
local expected = redis.call('HGET', code, 'code')
if not expected then return { 'no_code' } end
if expected ~= typed then
  if redis.call('HGET', code, 'wrong') == delivery then return { 'wrong' } end
  redis.call('HSET', code, 'wrong', delivery)
  if redis.call('HINCRBY', code, 'tries', 1) < tonumber(maxTries) then return { 'wrong' } end
  redis.call('DEL', code)
  return { 'too_many' }
end
local refused = append()
if refused then return refused end
redis.call('SET', link, person)
redis.call('DEL', code)
return { 'ok' }
