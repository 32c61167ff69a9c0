#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each rule of lint.py must catch its bad samples and let its good ones pass."""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import lint  # noqa: E402

SPDX = "// SPDX-License-Identifier: AGPL-3.0-or-later\n"
MESON = "subdir('core/base')\nsubdir('core/rules')\n"


def body(lines):
    return "static void\ndo_it (void)\n{\n" + "  work ();\n" * (lines - 3) + "}\n"


# rule: ([bad trees], [good trees]); a tree is {path: text}.
SAMPLES = {
    lint.rule_arrows: (
        [{"meson.build": MESON, "core/base/a.c": '#include "r.h"\n', "core/rules/r.h": ""},
         {"app/today/t.c": '#include "s.h"\n', "backend/store/s.h": ""},
         {"core/base/a.c": '#include "s.h"\n', "backend/store/s.h": "", "meson.build": MESON},
         {"backend/services/auth/a.c": '#include "b.h"\n', "backend/services/billing/b.h": ""},
         {"backend/store/a.c": '#include "h.h"\n', "backend/host/h.h": ""},
         {"app/widgets/w.c": '#include "t.h"\n', "app/today/t.h": ""},
         {"app/notes/n.c": '#include "t.h"\n', "app/today/t.h": ""},
         {"app/main.c": '#include "s.h"\nint\nmain (void)\n', "backend/store/s.h": ""},
         {"backend/host/h.c": '#include "s.h"\n', "backend/services/s.h": ""}],
        [{"meson.build": MESON, "core/rules/r.c": '#include "a.h"\n', "core/base/a.h": ""},
         {"backend/services/auth/a.c": '#include "h.h"\n#include "a.h"\n', "backend/host/h.h": "",
          "backend/services/auth/a.h": ""},
         {"backend/ctl/c.c": '#include "b.h"\n', "backend/services/billing/b.h": ""},
         {"app/shell/s.c": '#include "t.h"\n', "app/today/t.h": ""},
         {"backend/services/s.c": '#include "b.h"\n', "backend/services/billing/b.h": ""},
         {"backend/host/server/s.c": '#include "s.h"\nint\nmain (void)\n', "backend/services/s.h": ""},
         {"app/today/t.c": '// #include "b.h"\n', "backend/store/b.h": ""}]),
    lint.rule_header_names: (
        [{"core/base/a.h": "", "app/today/a.h": ""}],
        [{"core/base/a.h": "", "app/today/b.h": ""}]),
    lint.rule_cycles: (
        [{"core/base/a.h": '#include "b.h"\n', "core/base/b.h": '#include "a.h"\n'},
         {"core/base/a.c": '#include "b.h"\n', "core/base/a.h": "", "core/base/b.c": '#include "c.h"\n',
          "core/base/b.h": "", "core/base/c.h": '#include "a.h"\n'}],
        [{"core/base/a.c": '#include "a.h"\n#include "b.h"\n', "core/base/a.h": '#include "b.h"\n', "core/base/b.h": ""}]),
    lint.rule_sizes: (
        [{"core/base/a.c": "\n" * 1201}, {"core/base/a.c": body(81)},
         {"core/base/a.c": body(121).replace("do_it", "wabi_a_class_init")}],
        [{"core/base/a.c": "\n" * 1200}, {"core/base/a.c": body(80)},
         {"core/base/a.c": body(120).replace("do_it", "wabi_a_class_init")}]),
    lint.rule_spdx: (
        [{"core/base/a.c": "int a;\n"}, {"tools/x": "#!/bin/sh\n"}, {"data/ui/a.ui": "<interface/>\n"}],
        [{"core/base/a.c": SPDX}, {"README.md": "hello\n"},
         {"data/ui/a.ui": "<?xml?>\n<!-- SPDX-License-Identifier: AGPL-3.0-or-later -->\n"}]),
    lint.rule_clock_and_chance: (
        [{"app/today/a.c": "x = g_get_real_time ();\n"}, {"core/rules/a.c": "g_uuid_string_random ()"},
         {"backend/host/a.c": "g_random_int_range (0, 2)"}, {"app/today/b.c": "g_date_time_new_now_local ()"},
         {"app/today/c.c": "g_rand_new ()"}],
        [{"core/base/a.c": "g_get_real_time ()"}, {"backend/ctl/a.c": "g_rand_new_with_seed (seed)"}, {"app/today/a.c": "// never g_get_real_time ()\n"}]),
    lint.rule_databases: (
        [{"app/cache/a.c": "#include <sqlite3.h>\n"}, {"backend/host/a.c": "#include <libpq-fe.h>\n"},
         {"app/cache/b.c": "#include <sqlcipher/sqlite3.h>\n"}],
        [{"core/db/a.c": "#include <sqlite3.h>\n"}, {"backend/store/a.c": "#include <libpq-fe.h>\n"}]),
    lint.rule_sql_in_app: (
        [{"app/today/a.c": 'run ("SELECT id FROM record");\n'}, {"app/sync/a.c": '"DELETE FROM queue"'}],
        [{"app/cache/a.c": '"SELECT id FROM record"'}, {"app/today/a.c": '_("Select a client from the list")'}]),
    lint.rule_potfiles: (
        [{"app/today/a.c": '_("Hello")', "po/POTFILES.in": ""}, {"po/POTFILES.in": "app/gone.c\n"},
         {"data/ui/a.ui": '<property name="label" translatable="yes">Hi</property>', "po/POTFILES.in": ""}],
        [{"app/today/a.c": '_("Hello")', "po/POTFILES.in": "# list\napp/today/a.c\n"},
         {"app/today/a.c": '// _("Hello")\n', "po/POTFILES.in": ""}]),
    lint.rule_ui_text: (
        [{"data/ui/a.ui": '<property name="label">Save</property>'},
         {"data/ui/a.ui": '<attribute name="label">_Open</attribute>'}],
        [{"data/ui/a.ui": '<property name="label" translatable="yes">Save</property>'},
         {"data/ui/a.ui": '<property name="label">+</property>'},
         {"data/ui/a.ui": '<property name="label">Wabi Care</property>'},
         {"data/ui/a.ui": '<property name="icon-name">document-open</property>'},
         {"data/ui/a.ui": '<!-- <property name="label">Save</property> -->'}]),
    lint.rule_documented: (
        [{"core/base/a.h": "gboolean wabi_a_do (int x);\n"},
         {"core/base/a.h": "/* wabi_a_do: no gtk-doc */\nvoid wabi_a_do (int x,\n                int y) G_GNUC_WARN_UNUSED_RESULT;\n"}],
        [{"core/base/a.h": "/**\n * wabi_a_do:\n * @x: what\n */\ngboolean wabi_a_do (int x);\n"},
         {"core/base/a-private.h": "void wabi_a_do (void);\n"},
         {"core/base/a.h": "typedef void (*WabiDo) (int wabi_x);\nGType wabi_a_get_type (void);\n#define X(y) wabi_a_do (y);\n"}]),
    lint.rule_nothing_left: (
        [{"core/base/a.c": "// TO" + "DO: later\n"}, {"tests/a.py": "# FIX" + "ME\n"}],
        [{"core/base/a.c": "// all is done\n"}]),
}


def main():
    print(f"1..{len(lint.RULES)}")
    failed = 0
    for number, rule in enumerate(lint.RULES, 1):
        bad, good = SAMPLES.get(rule, ([], []))
        troubles = [] if bad and good else ["no samples"]
        troubles += [f"did not catch {tree}" for tree in bad if not list(rule(lint.Tree(tree)))]
        troubles += [f"refused {tree}: {found}" for tree in good if (found := list(rule(lint.Tree(tree))))]
        for trouble in troubles:
            print(f"# {trouble[:300]}")
        failed += bool(troubles)
        print(f"{'not ok' if troubles else 'ok'} {number} - {rule.__name__}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
