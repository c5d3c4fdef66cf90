"""Making a Renstra: rows, their order, what may be deleted, clashes, copies; and two people at one time."""

from decimal import Decimal
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet

from accounts.actions import Ditolak
from accounts.models import Jejak, Satker, User
from accounts.permissions import Peran
from agreements import renstra_actions
from agreements.models import IKU, Misi, Renstra, Tujuan
from agreements.renstra_actions import Bentrok, IsiRenstra
from agreements.renstra_nodes import JENIS, uses
from tests.factories import (
    make_iku,
    make_indikator,
    make_keputusan_iku,
    make_lampiran_iku,
    make_member,
    make_pk,
    make_renstra,
    make_sasaran,
    make_sasaran_strategis,
    make_satker,
    make_tujuan,
)
from tests.together import together


@pytest.fixture
def satker(db: None) -> Satker:
    return make_satker("KPU Provinsi Uji")


@pytest.fixture
def staf(satker: Satker) -> User:
    return make_member(satker, Peran.STAF)


def words(rows) -> list[str]:
    return [str(satu) for satu in rows.order_by("urutan")]


def add(renstra: Renstra, teks: str, by: User) -> Misi:
    return renstra_actions.add_node(JENIS["misi"], renstra, {"uraian": teks}, by=by)


def test_a_renstra_is_begun_and_its_rows_follow_one_another(satker, staf):
    renstra = renstra_actions.create_renstra(satker, IsiRenstra(2025, 2029, visi="Visi"), by=staf)
    for teks in ("Satu", "Dua", "Tiga"):
        add(renstra, teks, staf)
    assert words(renstra.misi) == ["Satu", "Dua", "Tiga"]
    assert [satu.peristiwa for satu in Jejak.objects.order_by("pk")] == [
        "Renstra dibuat", "Misi ditambahkan", "Misi ditambahkan", "Misi ditambahkan",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mulai", "selesai", "kata"),
    [(2024, 2028, "bertumpang tindih"), (2026, 2025, "sebelum tahun pertama"), (2025, 2035, "10 tahun")],
)
def test_a_period_that_cannot_be_is_refused(satker, staf, mulai, selesai, kata):
    make_renstra(satker)
    with pytest.raises(Ditolak, match=kata):
        renstra_actions.create_renstra(satker, IsiRenstra(mulai, selesai), by=staf)


def test_a_period_may_not_leave_a_target_outside(satker, staf):
    renstra = make_renstra(satker)
    with pytest.raises(Ditolak, match="tahun 2023, di luar periode"):
        renstra_actions.edit_renstra(renstra, IsiRenstra(2020, 2022), versi=1, by=staf)


@pytest.mark.parametrize("peran", [Peran.PEMBACA, Peran.ADMINISTRATOR, Peran.KETUA])
def test_who_does_not_compose_changes_nothing(satker, peran):
    renstra = make_renstra(satker)
    with pytest.raises(PermissionDenied):
        add(renstra, "Misi lain", make_member(satker, peran))


def test_the_same_text_twice_is_refused_at_its_field(satker, staf):
    renstra = make_renstra(satker)
    with pytest.raises(Ditolak, match="sudah ada") as galat:
        add(renstra, "MISI PERTAMA", staf)
    assert galat.value.isian == "uraian"


@pytest.mark.parametrize(
    ("mulai", "naik", "hasil"),
    [
        (0, True, ["Satu", "Dua", "Tiga"]),
        (0, False, ["Dua", "Satu", "Tiga"]),
        (2, True, ["Satu", "Tiga", "Dua"]),
        (2, False, ["Satu", "Dua", "Tiga"]),
    ],
)
def test_a_row_changes_places_with_its_neighbour(satker, staf, mulai, naik, hasil):
    renstra = make_renstra(satker)
    renstra.misi.all().delete()
    misi = [add(renstra, teks, staf) for teks in ("Satu", "Dua", "Tiga")]
    renstra_actions.move_node(misi[mulai], naik=naik, by=staf)
    assert words(renstra.misi) == hasil


def test_the_rows_after_a_deleted_one_move_up(satker, staf):
    renstra = make_renstra(satker)
    for teks in ("Dua", "Tiga"):
        add(renstra, teks, staf)
    renstra_actions.delete_node(renstra.misi.get(urutan=1), versi=1, by=staf)
    assert list(renstra.misi.values_list("urutan", "uraian")) == [(1, "Dua"), (2, "Tiga")]


def test_what_is_used_is_not_deleted_and_says_by_what(satker, staf):
    renstra = make_renstra(satker)
    tujuan = renstra.tujuan.get()
    sasaran = tujuan.sasaran_strategis.get()
    iku = sasaran.iku.get()
    make_lampiran_iku(make_keputusan_iku(satker), iku)
    make_indikator(make_sasaran(make_pk(satker), sasaran_strategis=sasaran), iku=iku)
    assert uses(renstra) == ["Masih memuat 1 tujuan."]
    assert uses(tujuan) == ["Masih memuat 1 sasaran strategis."]
    assert uses(sasaran) == [
        "Masih memuat 1 IKU.", "Sasaran kegiatan Perjanjian Kinerja tahun 2023 merujuk kepadanya.",
    ]  # fmt: skip
    assert uses(iku) == [
        "Tercantum dalam lampiran Keputusan Nomor 32 Tahun 2024.",
        "Indikator Perjanjian Kinerja tahun 2023 merujuk kepadanya.",
    ]
    for butir in (tujuan, sasaran, iku):
        with pytest.raises(Ditolak, match="Belum dapat dihapus"):
            renstra_actions.delete_node(butir, versi=1, by=staf)
    with pytest.raises(Ditolak, match="Masih memuat 1 tujuan"):
        renstra_actions.delete_renstra(renstra, versi=1, by=staf)


def test_targets_of_an_iku_are_set_changed_and_taken_away(satker, staf):
    iku = IKU.objects.get(sasaran_strategis__tujuan__renstra=make_renstra(satker))
    isi = {"nama": "IKU lain", "keterangan": "", "satuan": "%", "polaritas": "minimasi"}
    target = {2020: Decimal("1.5"), 2021: None, 2022: None, 2023: None, 2024: Decimal(3)}
    renstra_actions.edit_node(iku, isi | {"target": target}, versi=1, by=staf)
    assert dict(iku.target.values_list("tahun", "nilai")) == {2020: Decimal("1.5"), 2024: Decimal(3)}
    jejak = Jejak.objects.get(peristiwa="IKU diubah")
    assert jejak.data["lama"]["target"]["2023"] == "90"
    assert jejak.data["baru"]["target"]["2020"] == "1,5"


def test_another_s_text_is_not_overwritten_and_one_s_own_twice_is_no_clash(satker, staf):
    misi = make_renstra(satker).misi.get()
    renstra_actions.edit_node(misi, {"uraian": "Pertama"}, versi=1, by=staf)
    with pytest.raises(Bentrok) as galat:
        renstra_actions.edit_node(misi, {"uraian": "Kedua"}, versi=1, by=staf)
    assert (galat.value.terkini, galat.value.versi) == ({"uraian": "Pertama"}, 2)
    renstra_actions.edit_node(misi, {"uraian": "Pertama"}, versi=1, by=staf)
    assert Jejak.objects.filter(peristiwa="Misi diubah").count() == 1
    with pytest.raises(Bentrok):
        renstra_actions.delete_node(misi, versi=1, by=staf)


def test_a_row_that_was_deleted_meanwhile_is_said_to_be_gone(satker, staf):
    misi = make_renstra(satker).misi.get()
    renstra_actions.delete_node(Misi.objects.get(pk=misi.pk), versi=1, by=staf)
    with pytest.raises(Ditolak, match="sudah dihapus"):
        renstra_actions.edit_node(misi, {"uraian": "Lain"}, versi=1, by=staf)


def test_a_copy_has_the_rows_and_no_target(satker, staf):
    lama = make_renstra(satker)
    baru = renstra_actions.create_renstra(satker, IsiRenstra(2025, 2029), by=staf, sumber=lama)
    [iku] = IKU.objects.filter(sasaran_strategis__tujuan__renstra=baru)
    assert (words(baru.misi), iku.nama, list(iku.target.all())) == (["Misi pertama"], "IKU ke-1", [])
    assert lama.tujuan.get().sasaran_strategis.get().iku.get().target.count() == 1


def test_another_satker_s_renstra_is_not_copied(satker, staf):
    with pytest.raises(Ditolak, match="satker lain"):
        renstra_actions.create_renstra(
            satker, IsiRenstra(2025, 2029), by=staf, sumber=make_renstra(make_satker())
        )


# Two people at one time

at_one_time = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="IMMEDIATE transactions of SQLite run one after another"
)


def save_at_once(satker: Satker) -> tuple[list[str], str]:
    """Two save one misi on the version that both saw: what each was told, and what is stored."""
    misi = make_renstra(satker).misi.get()
    orang = [make_member(satker, Peran.STAF) for _ in range(2)]
    outcomes = together(
        *[
            lambda by=by, teks=teks: renstra_actions.edit_node(
                Misi.objects.select_related("renstra__satker").get(pk=misi.pk),
                {"uraian": teks},
                versi=1,
                by=by,
            )
            for by, teks in zip(orang, ("Teks satu", "Teks dua"), strict=True)
        ]
    )
    misi.refresh_from_db()
    return sorted(type(satu.error).__name__ for satu in outcomes), misi.uraian


@at_one_time
@pytest.mark.usefixtures("race_db")
def test_of_two_who_save_at_one_time_one_is_told():
    told, stored = save_at_once(make_satker())
    assert told == ["Bentrok", "NoneType"]
    assert stored in ("Teks satu", "Teks dua")


@at_one_time
@pytest.mark.usefixtures("race_db")
def test_the_control_without_the_version_loses_a_text():
    guarded = renstra_actions.edit_node

    def overwriting(butir, isi, *, versi, by):
        try:
            return guarded(butir, isi, versi=versi, by=by)
        except Bentrok as galat:
            return guarded(butir, isi, versi=galat.versi, by=by)

    with patch.object(renstra_actions, "edit_node", overwriting):
        told, _ = save_at_once(make_satker())
    assert told == ["NoneType", "NoneType"]
    assert Jejak.objects.filter(peristiwa="Misi diubah").count() == 2


def add_at_once() -> list[str]:
    """Two add the first tujuan of a Renstra at one time: the errors."""
    satker = make_satker()
    renstra = make_renstra(satker)
    renstra.tujuan.all().delete()
    orang = [make_member(satker, Peran.STAF) for _ in range(2)]
    outcomes = together(
        *[
            lambda by=by: renstra_actions.add_node(
                JENIS["tujuan"],
                Renstra.objects.select_related("satker").get(pk=renstra.pk),
                {"uraian": f"Tujuan {by.pk}"},
                by=by,
            )
            for by in orang
        ]
    )
    return [type(satu.error).__name__ for satu in outcomes if satu.error is not None]


@at_one_time
@pytest.mark.usefixtures("race_db")
def test_two_who_add_at_one_time_both_get_a_place_and_the_control_without_the_lock_does_not():
    assert [satu for _ in range(5) for satu in add_at_once()] == []
    assert set(Tujuan.objects.values_list("urutan", flat=True)) == {1, 2}
    with patch.object(QuerySet, "select_for_update", lambda query, **options: query.all()):
        errors = [satu for _ in range(20) for satu in add_at_once()]
    assert "IntegrityError" in errors


def test_the_rows_of_one_parent_alone_are_numbered_together(satker, staf):
    renstra = make_renstra(satker)
    sasaran = make_sasaran_strategis(make_tujuan(renstra))
    make_iku(sasaran)
    isi = {"nama": "IKU baru", "keterangan": "", "satuan": "%", "polaritas": "maksimasi", "target": {}}
    assert renstra_actions.add_node(JENIS["iku"], sasaran, isi, by=staf).urutan == 2
