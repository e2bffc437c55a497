-- Writes the audit entry of a refusal and its verdict, unless the press or command has a verdict. Writes both or
-- nothing.
--
-- KEYS  those of append-entry.lua  verdict
-- ARGV  those of append-entry.lua  kept: the verdict to store  keptMs: its lifetime
local standing = redis.call('GET', verdict)
if standing then return { 'judged', standing } end
local refused = append()
if refused then return refused end
redis.call('SET', verdict, kept, 'PX', keptMs)
return { 'ok' }
