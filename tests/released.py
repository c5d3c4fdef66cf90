"""A database as the last release left it, with rows, and what a database holds: for tests/test_upgrade.py.

It runs in `manage.py shell`, in processes of its own: migrations change the tables under every model.
"""

import json
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

#: The newest migration of every app in that release: before PK, IKU and LKj were written in
#: the browser and budgets uploaded.
RELEASE = [
    ("accounts", "0003_undangan"),
    ("agreements", "0001_initial"),
    ("budget", "0001_initial"),
    ("jobs", "0001_initial"),
    ("measurements", "0003_kunci_triwulan"),
    ("outbox", "0001_initial"),
    ("reports", "0002_lkj_perjanjian_sendiri"),
]
HARI = date(2023, 1, 20)
SAAT = datetime(2024, 1, 10, 3, 0, tzinfo=UTC)
#: One statement that each lock refuses of the rows below.
REFUSED = [
    "UPDATE accounts_jejak SET keterangan = 'lain'",
    "DELETE FROM accounts_jejak",
    "UPDATE measurements_realisasi SET nilai = 1",
    "DELETE FROM measurements_buktidukung",
    "UPDATE measurements_jawabansatker SET realisasi_id = realisasi_id + 1",
    "UPDATE agreements_perjanjiankinerja SET nomor = 'lain'",
    "UPDATE agreements_indikator SET nama = 'lain'",
    "DELETE FROM agreements_targettriwulan",
    "UPDATE reports_laporankinerja SET tahun = 2022",
    "UPDATE reports_versinarasi SET isi = 'lain'",
    "UPDATE budget_barisdipa SET level = 'total' WHERE level = 'kegiatan'",
]
#: SQL: what stands in a database beside rows.
SCHEMA = {
    "sqlite": ["SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"],
    "postgresql": [
        "SELECT t.tgname, pg_get_triggerdef(t.oid), pg_get_functiondef(t.tgfoid), t.tgenabled "
        "FROM pg_trigger t WHERE NOT t.tgisinternal",
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
        "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length "
        "FROM information_schema.columns WHERE table_schema = 'public'",
    ],
}


def release() -> None:
    """Migrate an empty database to the release and fill it."""
    MigrationExecutor(connection).migrate(RELEASE)
    models = MigrationExecutor(connection).loader.project_state(RELEASE).apps
    with transaction.atomic():
        fill(lambda name, **isi: models.get_model(name).objects.create(**isi))


def upgrade() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def fill(add: Any) -> None:
    """Two signed versions of a PK with a locked quarter each, a DIPA, a report, and a trail with a gap."""
    satker = add(
        "accounts.Satker", kode="000001", nama="KPU Uji", slug="kpu-uji", nama_panjang="Komisi Uji",
        jenis="provinsi", wilayah="Uji", ibu_kota="Ibu Kota",
    )  # fmt: skip
    user = add("accounts.User", username="staf", nama="Nama Staf")
    add("accounts.Penugasan", user=user, satker=satker, peran="staf", mulai=HARI)
    for nomor in (1, 2, 4):
        isi = {"oleh": user, "satker": satker, "data": {"urutan": nomor}}
        add("accounts.Jejak", id=nomor, peristiwa="uji", objek=f"accounts.user:{nomor}", **isi)
    iku = fill_plan(add, satker)
    lama, baru = fill_promises(add, satker, iku)
    for perjanjian in (lama, baru):
        indikator = fill_promise(add, perjanjian, iku)
        fill_quarter(add, indikator, satker, user)
    laporan = add(
        "reports.LaporanKinerja", satker=satker, tahun=2023, perjanjian=baru, tempat="Ibu Kota", tanggal=HARI
    )
    for kunci in ("latar-belakang", "kesimpulan"):
        add("reports.Narasi", laporan=laporan, kunci=kunci, isi=f"<p>{kunci}</p>")
    fill_budget(add, satker)


def fill_plan(add: Any, satker: Any) -> Any:
    renstra = add("agreements.Renstra", satker=satker, tahun_mulai=2020, tahun_selesai=2024, visi="Visi")
    add("agreements.Misi", renstra=renstra, urutan=1, uraian="Misi")
    tujuan = add("agreements.Tujuan", renstra=renstra, urutan=1, uraian="Tujuan")
    sasaran = add("agreements.SasaranStrategis", tujuan=tujuan, urutan=1, uraian="Sasaran")
    keputusan = add(
        "agreements.KeputusanIKU", satker=satker, tahun=2023, nomor="1", tanggal=HARI, tempat="Ibu Kota",
        tentang="IKU", penandatangan="Nama", jabatan_penandatangan="Ketua",
    )  # fmt: skip
    isi = {"sasaran_strategis": sasaran, "satuan": "%"}
    add("agreements.IKU", urutan=2, nama="IKU tanpa keputusan", **isi)
    iku = add("agreements.IKU", urutan=1, nama="IKU", keputusan=keputusan, **isi)
    add("agreements.TargetIKU", iku=iku, tahun=2023, nilai=100)
    return iku


def fill_promises(add: Any, satker: Any, iku: Any) -> tuple[Any, Any]:
    """A PK and the one that replaced it, after those of two years before."""
    pihak = [
        add("accounts.Pejabat", satker=satker, jabatan=jabatan, nama=jabatan, sebutan=jabatan, mulai=HARI)
        for jabatan in ("sekretaris", "ketua")
    ]
    isi = {
        "satker": satker, "tahun": 2023, "tanggal": HARI, "pihak_pertama": pihak[0], "pihak_kedua": pihak[1],
    }  # fmt: skip
    for tahun in (2021, 2022):
        dulu = add("agreements.PerjanjianKinerja", status="ditetapkan", **isi | {"tahun": tahun})
        fill_promise(add, dulu, iku)
    lama = add("agreements.PerjanjianKinerja", status="digantikan", **isi)
    baru = add(
        "agreements.PerjanjianKinerja", versi=2, status="ditetapkan", menggantikan=lama,
        alasan_perubahan="Alasan", **isi,
    )  # fmt: skip
    return lama, baru


def fill_promise(add: Any, perjanjian: Any, iku: Any) -> Any:
    sasaran = add("agreements.SasaranKegiatan", perjanjian=perjanjian, urutan=1, uraian="Sasaran")
    add("agreements.AnggaranProgram", perjanjian=perjanjian, urutan=1, kode="WA", program="Program", nilai=7)
    indikator = add(
        "agreements.Indikator", sasaran=sasaran, nomor=1, nama="Indikator", target=100, satuan="%",
        metode="langsung", agregasi="tahunan", cara_perhitungan="Cara", iku=iku,
    )  # fmt: skip
    add("agreements.TargetTriwulan", indikator=indikator, triwulan=4, nilai=100)
    add("agreements.KegiatanPendukung", indikator=indikator, kode="6710")
    return indikator


def fill_quarter(add: Any, indikator: Any, satker: Any, user: Any) -> None:
    """A locked realisasi with everything that hangs on one; its children come first, as they do in life."""
    realisasi = add(
        "measurements.Realisasi", indikator=indikator, triwulan=4, nilai="98.075", diajukan_pada=SAAT
    )
    add("measurements.Komponen", realisasi=realisasi, urutan=1, nama="Bagian", pembilang=1, penyebut=2)
    add("measurements.JawabanSatker", realisasi=realisasi, satker=satker, nilai=70)
    add("measurements.Analisis", realisasi=realisasi, penyebab="Sebab")
    add("measurements.BuktiDukung", realisasi=realisasi, urutan=1, judul="Bukti")
    add("measurements.Pengembalian", realisasi=realisasi, kategori="angka", alasan="Alasan", oleh=user)
    add("measurements.Komentar", indikator=indikator, triwulan=4, isi="Komentar", oleh=user)
    add("measurements.Draf", user=user, indikator=indikator, triwulan=3, isi={"nilai": "1,"}, versi=1)
    add("measurements.CapaianLalu", indikator=indikator, tahun=2022, capaian=99)
    isi = {"kolom": [{"kunci": "a", "judul": "A", "jenis": "teks"}], "baris": [["a"]]}
    add("measurements.TabelPendukung", indikator=indikator, kunci="a", urutan=1, judul="Tabel", **isi)
    realisasi.status, realisasi.diverifikasi_oleh, realisasi.diverifikasi_pada = "terkunci", user, SAAT
    realisasi.save()


def fill_budget(add: Any, satker: Any) -> None:
    revisi = add(
        "budget.RevisiDipa", dipa=add("budget.Dipa", satker=satker, tahun=2023), nomor=0, tanggal=HARI
    )
    program = add("budget.BarisDipa", revisi=revisi, urutan=1, level="program", kode="WA", uraian="Program")
    isi = {"revisi": revisi, "induk": program, "level": "kegiatan", "pagu": 50_342_000_000}
    kegiatan = add("budget.BarisDipa", urutan=2, kode="WA.6710", uraian="Kegiatan", **isi)
    add("budget.RealisasiAnggaran", baris=kegiatan, bulan=12, nilai=50_101_361_013)


def query(statement: str) -> list[dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        columns = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
        return [dict(zip(columns, map(str, row), strict=True)) for row in cursor.fetchall()]


def schema() -> list[str]:
    """Tables, columns, constraints, indexes and triggers, each in the words of the database."""
    return sorted(
        " | ".join(row.values()) for statement in SCHEMA[connection.vendor] for row in query(statement)
    )


def rows() -> dict[str, list[dict[str, str]]]:
    """Table -> its rows, but for what migrating itself writes down."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {"django_migrations"}
    return {
        table: sorted(query(f"SELECT * FROM {table}"), key=lambda row: list(row.items()))
        for table in sorted(tables)
    }


def refused() -> list[str]:
    """The statements of REFUSED that the database refuses."""
    return [statement for statement in REFUSED if refuses(statement)]


def refuses(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def tell_upgrade() -> None:
    """Build the release, upgrade it, and print as JSON what there was before and after."""
    release()
    before = rows()
    upgrade()
    call_command("verify_trail", stdout=StringIO(), stderr=StringIO())
    print(json.dumps({"before": before, "after": rows(), "schema": schema(), "refused": refused()}))
