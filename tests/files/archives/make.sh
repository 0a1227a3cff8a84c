#!/bin/sh
# Makes the archives of this folder with the tools that people use: zip, 7z, tar, gzip, bzip2, xz, wget.
# The texts are our own; the ministries and the meetings in them are invented.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"; [ -z "${server:-}" ] || kill "$server"' EXIT
cd "$work"
rm -f "$here"/*.zip "$here"/*.tar* "$here"/*.gz "$here"/*.bz2 "$here"/*.xz "$here"/*.warc "$here"/*.wacz
mkdir -p site/ru site/.hidden site/__MACOSX release

cat > site/en.html <<'PAGE'
<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Deputy minister receives ambassador</title>
<meta property="article:published_time" content="2024-05-07"></head><body><nav><a href="fr.html">Français</a>
<a href="ru/ru.html">Русский</a> <a href="ar.html">العربية</a> <a href="zh.txt">中文</a> <a href="gone.html">-</a>
<a href="feed.rss">-</a> <a href="data.json">-</a> <a href="app.js">-</a></nav>
<article><h1>Deputy minister receives ambassador</h1>
<p>The deputy minister of foreign affairs received the ambassador of Norland in Southport on Tuesday.</p>
<p>The two sides agreed to hold the fourth session of the joint commission in October and reviewed trade in
wheat and fertilisers, which grew by a fifth in the past year.</p></article></body></html>
PAGE
cat > site/fr.html <<'PAGE'
<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Entretien ministériel</title></head><body><article>
<h1>Entretien ministériel</h1><p>Le ministre des affaires étrangères a reçu mardi l'ambassadeur du Norland.</p>
<p>Les deux parties sont convenues de tenir la quatrième session de la commission mixte en octobre.</p></article></body></html>
PAGE
cat > site/ru/ru.html <<'PAGE'
<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>О встрече заместителя министра с послом</title></head><body>
<article><h1>О встрече заместителя министра с послом</h1><p>Заместитель министра иностранных дел принял во вторник посла Норландии.</p>
<p>Стороны договорились провести в октябре четвёртую сессию совместной комиссии.</p></article></body></html>
PAGE
cat > site/ar.html <<'PAGE'
<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>نائب الوزير يستقبل السفير</title></head><body>
<article><h1>نائب الوزير يستقبل السفير</h1><p>استقبل نائب وزير الخارجية يوم الثلاثاء سفير نورلاند في العاصمة.</p>
<p>واتفق الجانبان على عقد الدورة الرابعة للجنة المشتركة في أكتوبر المقبل.</p></article></body></html>
PAGE
echo '外交部副部长星期二会见诺兰德大使，双方商定十月举行联合委员会第四次会议。' > site/zh.txt
echo 'User-agent: *' > site/robots.txt
echo '{"visits": 12}' > site/data.json
echo 'let a = 1;' > site/app.js
cat > site/feed.rss <<'PAGE'
<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Ministry</title><link>http://127.0.0.1/</link>
<item><title>Talks in Southport</title><link>http://127.0.0.1:8917/en.html</link>
<description>The deputy minister received the ambassador of Norland in Southport on Tuesday.</description></item></channel></rss>
PAGE

for name in en fr ar; do cp site/$name.html release/; done
cp site/ru/ru.html site/zh.txt release/
mkdir release/.git release/__MACOSX release/deep
echo hidden > release/.git/hidden.txt
echo hidden > release/__MACOSX/._en.txt
echo 'Read me first.' > release/README.txt
printf '\211PNG\r\n\032\n' > release/photo.png
echo 'The commission will meet in October, the ministry said.' > release/deep/note.txt
ln -s en.html release/link.html
ln -s . release/loop
mkfifo release/pipe.txt

cd release
zip -q -r -y "$here/release.zip" . -x pipe.txt
7z a -bso0 -snl -tzip "$here/release-7z.zip" en.html fr.html deep zh.txt
zip -q -P secret "$here/encrypted.zip" en.html && zip -q "$here/encrypted.zip" fr.html
zip -q -r - deep | cat > "$here/streamed.zip"
7z a -bso0 -tzip -mm=Deflate64 "$here/deflate64.zip" en.html
7z a -bso0 -tzip -mm=LZMA "$here/lzma.zip" en.html
7z a -bso0 -tzip -mm=BZip2 "$here/bzip2.zip" en.html
cp zh.txt 'Заявление посла.txt'
zip -q "$here/utf8.zip" 'Заявление посла.txt'
cd ..
tar -cf "$here/release.tar" --owner=0 --group=0 release
tar -czf "$here/release.tar.gz" --format=pax release
tar -cjf "$here/release.tar.bz2" --format=gnu release
tar -cJf "$here/release.tar.xz" --format=ustar release
gzip -9 -c site/en.html > "$here/en.html.gz"
bzip2 -c site/ru/ru.html > "$here/ru.html.bz2"
xz -c site/zh.txt > "$here/zh.txt.xz"
truncate -s 200K sparse.txt && echo end >> sparse.txt && tar -cSf - sparse.txt | gzip -9 > "$here/sparse.tar.gz"

python3 -m http.server 8917 --bind 127.0.0.1 -d site 2> /dev/null & server=$!
sleep 1
wget -q -r -l 3 --delete-after --warc-file=crawl http://127.0.0.1:8917/en.html || true
wget -q -r -l 3 --delete-after --no-warc-compression --warc-file=plain http://127.0.0.1:8917/en.html || true
cp crawl.warc.gz plain.warc "$here/"
mkdir -p archive pages && cp crawl.warc.gz archive/data.warc.gz
cat > pages/pages.jsonl <<'PAGE'
{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
{"id": "1", "url": "http://127.0.0.1:8917/zh.txt", "ts": "2024-05-07T10:00:00Z", "title": "副部长会见大使"}
PAGE
echo '{"profile": "data-package", "wacz_version": "1.1.1", "resources": []}' > datapackage.json
zip -q -0 "$here/crawl.wacz" archive/data.warc.gz && zip -q "$here/crawl.wacz" pages/pages.jsonl datapackage.json
