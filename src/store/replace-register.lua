-- Replaces the whole register if it is still the version that was read, together with the audit entry that names the
-- author.
--
-- KEYS  those of append-entry.lua  register  registerVersion
-- ARGV  those of append-entry.lua  version: the one that was read  fields: fields and values of the new list
if (redis.call('GET', registerVersion) or '0') ~= version then return { 'changed' } end
local refused = append()
if refused then return refused end
redis.call('DEL', register)
for index = 1, #fields, 2 do redis.call('HSET', register, fields[index], fields[index + 1]) end
redis.call('INCR', registerVersion)
return { 'ok' }
