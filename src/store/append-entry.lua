-- Prepended to the scripts that add an entry to the audit log; append-entry.ts names its keys and arguments.
--
-- Appends an entry if the log still ends where the caller read it. Returns nil on success, otherwise the reply that
-- says why nothing was written. Call it before a script's other writes: Redis may refuse this one, and does not roll
-- scripts back.
local function append()
  if (redis.call('GET', auditHead) or '') ~= expectedHead then return { 'head' } end
  local added = redis.pcall('XADD', audit, sequence .. '-0', 'entry', entry, 'hash', entryHash)
  if type(added) == 'table' and added.err then
    -- Redis has given this number or a higher one before: entries were deleted, or the head was set back.
    if string.find(added.err, 'equal or smaller', 1, true) then return { 'unfit' } end
    return added
  end
  redis.call('SET', auditHead, nextHead)
end

