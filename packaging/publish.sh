#!/usr/bin/env bash
# Makes what is handed out, under publish/: a self-contained single file, a tarball around it, a Debian package, and the bill of materials.
# Times are those of the commit, so that nothing but the compiler could make two runs differ.
# The machine that runs it needs no .NET. ./build.sh publish calls this; the first argument may name another runtime identifier.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

umask 022
rid=${1:-linux-x64}
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
case $rid in
  linux-x64) arch=amd64 ;;
  linux-arm64) arch=arm64 ;;
  *) echo "publish.sh: there are packages for linux-x64 and linux-arm64, not for '$rid'" >&2; exit 2 ;;
esac

out=publish
build=$out/build-$rid
tree=$out/gatepost-$version-$rid
rm -rf "$build" "$tree" "$out/deb-$rid"
mkdir -p "$tree"

# Intermediates of its own: a build for one runtime must not disturb what dotnet build left.
dotnet publish src/Gatepost.Host -c Release -r "$rid" --self-contained --artifacts-path "$build/artifacts" -o "$build/out" -v q --nologo \
  -p:PublishSingleFile=true -p:DebugType=none -p:ContinuousIntegrationBuild=true
runtime=$(dotnet msbuild src/Gatepost.Host -getProperty:BundledNETCoreAppPackageVersion)
bash packaging/sbom.sh "$version" "$build/artifacts/locks/Gatepost.Host.$rid.json" "$runtime" > "$tree/gatepost.cdx.json"
cp "$tree/gatepost.cdx.json" "$out/gatepost-$version-$rid.cdx.json"

# SQLite lies beside the program: nothing is unpacked into a temporary folder at run time.
install -m 0755 "$build/out/Gatepost.Host" "$tree/gatepost"
install -m 0644 "$build/out/libe_sqlite3.so" "$tree/"
install -m 0644 LICENSE README.md CHANGELOG.md gatepost.example.toml packaging/gatepost.service "$tree/"
cp -r docs "$tree/docs"
tar -C "$out" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX --sort=name --mtime="@$SOURCE_DATE_EPOCH" -cf - "$(basename "$tree")" |
  gzip -9n > "$out/gatepost-$version-$rid.tar.gz"
printf '%s\n' "$out/gatepost-$version-$rid.tar.gz" "$out/gatepost-$version-$rid.cdx.json"

if ! command -v dpkg-deb >/dev/null; then
  echo "publish.sh: no dpkg-deb here, so no Debian package" >&2
  exit 0
fi

deb=$out/deb-$rid
install -D -m 0755 "$tree/gatepost" "$deb/usr/lib/gatepost/gatepost"
install -m 0644 "$tree/libe_sqlite3.so" "$deb/usr/lib/gatepost/"
install -d "$deb/usr/bin"
ln -s ../lib/gatepost/gatepost "$deb/usr/bin/gatepost"
install -D -m 0644 packaging/gatepost.service "$deb/lib/systemd/system/gatepost.service"
install -D -m 0644 gatepost.example.toml "$deb/etc/gatepost/gatepost.toml"
install -D -m 0644 gatepost.example.toml "$deb/usr/share/doc/gatepost/gatepost.example.toml"
install -D -m 0644 LICENSE "$deb/usr/share/doc/gatepost/copyright"
install -m 0644 "$tree/gatepost.cdx.json" "$deb/usr/share/doc/gatepost/"
install -m 0644 docs/*.md "$deb/usr/share/doc/gatepost/"
install -d "$deb/DEBIAN"
install -m 0644 packaging/debian/conffiles "$deb/DEBIAN/"
install -m 0755 packaging/debian/postinst packaging/debian/prerm packaging/debian/postrm "$deb/DEBIAN/"
sed -e "s/@VERSION@/$version/; s/@ARCH@/$arch/; s/@SIZE@/$(du -sk --exclude=DEBIAN "$deb" | cut -f1)/" packaging/debian/control > "$deb/DEBIAN/control"
dpkg-deb --root-owner-group --build "$deb" "$out/gatepost_${version}_$arch.deb" >/dev/null
echo "$out/gatepost_${version}_$arch.deb"
rm -rf "$deb" "$build"
