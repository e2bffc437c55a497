# Sourced by the builds, from the folder that gets the dist: a build goes into a fresh folder that then becomes dist, so
# that what runs from the old one goes on. `compile FOLDER` is theirs.

# build_dist [--if-stale] SOURCE …: with --if-stale only where a source is newer than the build
build_dist() {
  if [ "$1" = --if-stale ]; then
    shift
    # Folders too: their time changes when a file goes.
    if [ -f dist/.built ] && [ -z "$(find "$@" -newer dist/.built -print -quit)" ]; then return; fi
  fi
  fresh=$(mktemp -d "$PWD/dist.XXXXXX")
  trap 'rm -rf "$fresh" "$fresh".old.*' EXIT
  chmod 755 "$fresh"
  touch "$fresh/.built"
  compile "$fresh"
  # Not mv, which would move into a dist that another build has just put there.
  node --input-type=commonjs -e '
    const { renameSync } = require("node:fs");
    const [fresh] = process.argv.slice(1);
    const moved = (from, to) => { try { renameSync(from, to); return true; } catch (error) {
      if (["ENOENT", "ENOTEMPTY", "EEXIST"].includes(error.code)) return false; throw error; } };
    // Each dist that another build put there goes to a place of its own: a folder never replaces a full one.
    for (let tries = 0; !moved(fresh, "dist"); tries += 1) moved("dist", `${fresh}.old.${tries}`);
  ' "$fresh"
}
