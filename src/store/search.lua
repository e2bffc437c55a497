-- Searches one stretch of the outcomes, newest first; stretches are short, because Redis serves nobody else during a
-- script. core/request/history-index.ts describes the members and the tests.
--
-- KEYS  outcomes: by time
-- ARGV  first, last: ranks  wanted: number of the test whose matches are wanted; '0': the count of each test's matches
--       tests: JSON
tests, wanted = cjson.decode(tests), tonumber(wanted)
local find = string.find

local function fits(test, member)
  if test.type == 'words' then
    for _, needle in ipairs(test.needles) do
      if not find(member, needle, 1, true) then return false end
    end
    return true
  end
  if test.type == 'signs' then
    local gap = find(member, ' ', 1, true)
    return find(member, test.needle, find(member, ' ', gap + 1, true), true) ~= nil
  end
  local at = find(member, test.digits, 1, true)
  if not at then return false end
  local gap = find(member, ' ', 1, true)
  if test.type == 'part' then return at < gap end
  return at == 1 and gap == #test.digits + 1
end

local found, counts = {}, {}
for number = 1, #tests do counts[number] = 0 end
for _, member in ipairs(redis.call('ZREVRANGE', outcomes, first, last)) do
  if wanted > 0 then
    if fits(tests[wanted], member) then found[#found + 1] = member end
  else
    for number, test in ipairs(tests) do
      if fits(test, member) then counts[number] = counts[number] + 1 end
    end
  end
end
return wanted > 0 and found or counts
