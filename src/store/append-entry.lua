-- Prepended to the scripts that read the end of the audit log or add an entry to it; append-entry.ts names its keys and
-- arguments.

-- The end of the log at one moment: its stored head ('': none), its two newest entries, newest first, and a mark of the
-- newest one ('': none).
local function logEnd()
  local entries = redis.call('XREVRANGE', audit, '+', '-', 'COUNT', 2)
  local mark = ''
  if entries[1] then
    local id, fields = entries[1][1], entries[1][2]
    mark = id .. ':'
    for at = 1, #fields - 1, 2 do
      if fields[at] == 'hash' then mark = id .. ':' .. fields[at + 1] end
    end
  end
  return { redis.call('GET', auditHead) or '', entries, mark }
end

-- Appends an entry if the log still ends where the caller knows its end. Returns nil on success, otherwise the reply
-- that says why nothing was written, with the end as it is now. Call it before a script's other writes: Redis may refuse
-- this one, and does not roll scripts back.
local function append()
  local now = logEnd()
  if now[1] ~= expectedHead or now[3] ~= expectedMark then return { 'head', now } end
  local added = redis.pcall('XADD', audit, sequence .. '-0', 'entry', entry, 'hash', entryHash)
  if type(added) == 'table' and added.err then
    -- Redis has given this number or a higher one before: entries were deleted, or the head was set back.
    if string.find(added.err, 'equal or smaller', 1, true) then return { 'unfit' } end
    return added
  end
  redis.call('SET', auditHead, nextHead)
end

