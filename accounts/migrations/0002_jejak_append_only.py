"""The audit trail can only grow: the database itself refuses change and deletion, on both engines."""

from django.db import migrations

MESSAGE = "Jejak hanya dapat ditambah: tidak dapat diubah atau dihapus."

SQLITE_UP = [
    f"CREATE TRIGGER jejak_tanpa_{name} BEFORE {verb} ON accounts_jejak "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for name, verb in (("ubah", "UPDATE"), ("hapus", "DELETE"))
] + [
    # INSERT OR REPLACE deletes without a word unless recursive triggers are on in that very connection.
    "CREATE TRIGGER jejak_tanpa_ganti BEFORE INSERT ON accounts_jejak "
    "WHEN EXISTS (SELECT 1 FROM accounts_jejak WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
]
SQLITE_DOWN = [f"DROP TRIGGER jejak_tanpa_{name}" for name in ("ubah", "hapus", "ganti")]

POSTGRESQL_UP = [
    "CREATE FUNCTION jejak_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER jejak_append_only BEFORE UPDATE OR DELETE ON accounts_jejak "
    "FOR EACH ROW EXECUTE FUNCTION jejak_append_only()",
    "CREATE TRIGGER jejak_append_only_truncate BEFORE TRUNCATE ON accounts_jejak "
    "FOR EACH STATEMENT EXECUTE FUNCTION jejak_append_only()",
]
POSTGRESQL_DOWN = [
    "DROP TRIGGER jejak_append_only_truncate ON accounts_jejak",
    "DROP TRIGGER jejak_append_only ON accounts_jejak",
    "DROP FUNCTION jejak_append_only()",
]


def run(up, down):
    statements = {"sqlite": up[0], "postgresql": up[1]}, {"sqlite": down[0], "postgresql": down[1]}

    def execute(which):
        def step(apps, schema_editor):
            for statement in statements[which][schema_editor.connection.vendor]:
                schema_editor.execute(statement)

        return step

    return migrations.RunPython(execute(0), execute(1))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [run((SQLITE_UP, POSTGRESQL_UP), (SQLITE_DOWN, POSTGRESQL_DOWN))]
