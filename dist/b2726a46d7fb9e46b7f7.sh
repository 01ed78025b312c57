# Run as root in mount and process namespaces of their own: sandbox.sh UID GID [WORD PATH]... -- COMMAND...
# Does what the words say of their paths (those that are not there are passed over), then becomes the command as that user, without
# groups, capabilities, or any way to more rights.
#   private DIR   what is written there stays in memory and is gone afterwards
#   hide DIR      an empty folder stands in its place; the first one also lends its place to what `private` keeps
#   ro PATH       can be read, not written
#   cover FILE    is empty
set -eu
uid=$1 gid=$2
shift 2

make_private() {
  mount -t tmpfs none "$2"
  mkdir "$2/changes" "$2/work"
  chown "$uid:$gid" "$2/changes"
  chmod --reference="$1" "$2/changes"
  mount -t overlay none -o "lowerdir=$1,upperdir=$2/changes,workdir=$2/work" "$1"
}

while [ "$1" != -- ]; do
  case $1 in
    private) [ ! -d "$2" ] || make_private "$2" "$4" ;;
    hide) [ ! -d "$2" ] || mount -t tmpfs -o ro,size=4k none "$2" ;;
    ro) [ ! -e "$2" ] || { mount --rbind "$2" "$2" && mount -o remount,bind,ro "$2"; } ;;
    cover) [ ! -f "$2" ] || mount --bind /dev/null "$2" ;;
  esac
  shift 2
done
shift

# Whoever may speak to a container engine, a bus or an agent may do what it may. Names are looked up without them.
find /run -xdev -type s 2>/dev/null | while IFS= read -r socket; do
  mount --bind /dev/null "$socket" || true
done

exec setpriv --reuid="$uid" --regid="$gid" --clear-groups --bounding-set=-all --inh-caps=-all --ambient-caps=-all \
  --no-new-privs -- "$@"
