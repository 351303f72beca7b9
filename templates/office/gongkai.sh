#!/bin/sh
# 供 Jenkins、Gitee 流水线等任何能运行 shell 的平台使用，在本文件夹的根目录下运行。
#   ci/gongkai.sh check      合并请求：检查通报，试生成一次；有发现时退出码为 1
#   ci/gongkai.sh publish    main 分支：生成网站，整体替换；失败时原来的网站不变
# 可设的环境变量：
#   PYTHON         Python 3.11 以上，默认 python3
#   GONGKAI_SITE   发布到的文件夹，默认 site；与网页服务器在同一台机器上时可直接写它的文件夹
# 平台若能保留文件夹，请保留 .venv/ 和 build/，下次更快。
set -eu
cd "$(dirname "$0")/.."

case "${1:-}" in
  check | publish) ;;
  *)
    echo "用法：ci/gongkai.sh check|publish" >&2
    exit 2
    ;;
esac

if command -v gongkai >/dev/null; then
  program=gongkai
else
  [ -x .venv/bin/python ] || "${PYTHON:-python3}" -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
  program=.venv/bin/gongkai
fi

if [ "$1" = publish ]; then
  exec "$program" build --site-dir "${GONGKAI_SITE:-site}"
fi

found=0
"$program" check notices || found=$?
"$program" build --site-dir build/trial
exit "$found"
