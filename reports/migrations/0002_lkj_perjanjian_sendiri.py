"""An LKj measures a Perjanjian Kinerja of its own satker and year: the database refuses another one."""

from django.db import migrations

MESSAGE = "Laporan Kinerja hanya dapat mengukur Perjanjian Kinerja dari satker dan tahun yang sama."
FOREIGN = (
    "NOT EXISTS (SELECT 1 FROM agreements_perjanjiankinerja p WHERE p.id = NEW.perjanjian_id "
    "AND p.satker_id = NEW.satker_id AND p.tahun = NEW.tahun)"
)

UP = {
    "sqlite": [
        f"CREATE TRIGGER lkj_perjanjian_sendiri_{verb.lower()} BEFORE {verb} ON reports_laporankinerja "
        f"WHEN {FOREIGN} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for verb in ("INSERT", "UPDATE")
    ],
    "postgresql": [
        "CREATE FUNCTION lkj_perjanjian_sendiri() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {FOREIGN} THEN RAISE EXCEPTION '{MESSAGE}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER lkj_perjanjian_sendiri BEFORE INSERT OR UPDATE ON reports_laporankinerja "
        "FOR EACH ROW EXECUTE FUNCTION lkj_perjanjian_sendiri()",
    ],
}
DOWN = {
    "sqlite": [
        "DROP TRIGGER lkj_perjanjian_sendiri_insert",
        "DROP TRIGGER lkj_perjanjian_sendiri_update",
    ],
    "postgresql": [
        "DROP TRIGGER lkj_perjanjian_sendiri ON reports_laporankinerja",
        "DROP FUNCTION lkj_perjanjian_sendiri()",
    ],
}


def run(statements):
    def step(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return step


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("agreements", "0001_initial")]

    operations = [migrations.RunPython(run(UP), run(DOWN))]
