# shellcheck shell=bash
# What the scripts of this folder share. Sourced, never run.
#
# Every sentence for people is given twice, Chinese first. Anything that stops a script is one such sentence on standard
# error and a status other than 0.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
# The private folder of this checkout: clusters, logs, locks. Never committed.
home=$root/.ballast

say() { printf '%s %s\n' "▸" "$1 · $2"; }

fail() {
    printf '✘ %s\n  %s\n' "$1" "$2" >&2
    exit "${3:-1}"
}

# Settings of somebody's psql session must not steer ours.
forget_postgres_environment() {
    local name
    for name in $(compgen -e); do
        case $name in PG[A-Z]*) unset "$name" ;; esac
    done
}

# Puts the Swift toolchain on PATH where it is not yet: toolchains are often unpacked under /opt or by swiftly.
find_swift() {
    command -v swift >/dev/null && return
    local place
    for place in /opt/*/usr/bin /usr/local/*/usr/bin "${HOME:-/nonexistent}"/.local/share/swiftly/bin; do
        if [ -x "$place/swift" ]; then
            PATH=$place:$PATH
            return
        fi
    done
    fail "没有找到 Swift：请安装 Swift 6.1 或更新的版本，并把它的 usr/bin 加入 PATH。" \
        "Swift was not found: install Swift 6.1 or newer and put its usr/bin on PATH."
}

# The folders with PostgreSQL's server programs, newest major version first.
server_folders() {
    local folder
    for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
        [ -x "$folder/postgres" ] && printf '%s\n' "$folder"
    done | sort -t/ -k5 -V -r
    folder=$(command -v postgres || true)
    [ -z "$folder" ] || dirname -- "$(readlink -f -- "$folder")"
}

# A client program (psql, pg_dump …) by its full path: Debian's wrappers on PATH look for Debian's own clusters first.
postgres_program() {
    local folder
    while IFS= read -r folder; do
        if [ -x "$folder/$1" ]; then
            printf '%s\n' "$folder/$1"
            return
        fi
    done < <(server_folders)
    command -v "$1" || fail "没有找到 PostgreSQL 的 $1：请先运行 deploy/packages。" \
        "PostgreSQL's $1 was not found: run deploy/packages first."
}

# Refuses to begin what would fill the disk: need_room FOLDER MIB
need_room() {
    local free
    free=$(df -Pk -- "$1" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "$free" -ge "$2" ] || fail "磁盘空间不足：$1 还剩 $free MiB，需要 $2 MiB。" \
        "No room on the disk: $1 has $free MiB left, $2 MiB are needed."
}

# Makes the private folder; everyone may pass through it (the cluster may run as another user), only the owner writes.
make_home() {
    mkdir -p -- "$home" 2>/dev/null || true
    [ -w "$home" ] || fail "没有写入 $home 的权限：请换用该目录的所有者运行。" \
        "No permission to write in $home: run this as the owner of the folder."
    chmod 0755 -- "$home" 2>/dev/null || true
}
