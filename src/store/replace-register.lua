-- Replaces the whole register if it is still the version that was read, together with the audit entry that names the
-- author.
--
-- KEYS  1 register  2 its version  3 audit stream  4 audit head
-- ARGV  1 the version that was read  2–6 the entry, as in append-entry.lua  7… fields and values of the new list
if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[1] then return { 'changed' } end
local refused = append(KEYS[3], KEYS[4], { unpack(ARGV, 2, 6) })
if refused then return refused end
redis.call('DEL', KEYS[1])
for index = 7, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[index], ARGV[index + 1]) end
redis.call('INCR', KEYS[2])
return { 'ok' }
