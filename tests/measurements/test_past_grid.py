"""Figures of earlier years as people enter them: the grid, who may, what is never typed, what is locked."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import Ditolak
from accounts.models import Jejak, Satker, User
from accounts.permissions import Peran
from agreements.models import Indikator, KunciTahun, PerjanjianKinerja
from agreements.pk_begin import begin_change, begin_from_last
from agreements.states import JenisPerubahan
from kinerja.metode import Metode
from measurements import past_actions
from measurements.models import CapaianLalu
from measurements.past_actions import save_past
from measurements.past_display import past_url
from measurements.past_queries import years_before
from measurements.past_sheet import KOSONG, BarisLalu, IsiLalu, as_typed, stored
from measurements.queries import kinerja_lengkap, kinerja_tahunan
from reports.checks.gate import hasil_periksa
from tests.factories import (
    make_indikator,
    make_kinerja,
    make_lkj,
    make_member,
    make_pk,
    make_sasaran,
    make_satker,
    make_skala_akip,
    sign_pk,
)
from tests.strict import strict_templates
from tests.together import together

NIHIL = ("", "", "", "", "")
SEMBILAN_PULUH = IsiLalu(Decimal(100), Decimal(90), Decimal(90), "", "LKj 2022, halaman 14")


@pytest.fixture(autouse=True)
def strict():
    with strict_templates():
        yield


@pytest.fixture
def pk(db: None) -> PerjanjianKinerja:
    return sign_pk(make_kinerja(make_satker(), [[80]]))


@pytest.fixture
def indikator(pk: PerjanjianKinerja) -> Indikator:
    return Indikator.objects.get(sasaran__perjanjian=pk)


@pytest.fixture
def staf(client: Client, pk: PerjanjianKinerja) -> Client:
    client.force_login(make_member(pk.satker, Peran.STAF, username="rina", nama="Rina"))
    return client


def url(pk: PerjanjianKinerja) -> str:
    return reverse("measurements:capaian_lalu", args=[pk.satker.slug, pk.tahun])


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return " ".join(response.text.split())


def typed(indikator: Indikator, tahun: int, *teks: str, lama: tuple[str, ...] = NIHIL) -> dict[str, str]:
    baris = BarisLalu(indikator, (), (), tahun=tahun)
    teks = (*teks, *NIHIL)[:5]
    return dict(zip(baris.names(), teks, strict=True)) | dict(zip(baris.names("lama"), lama, strict=True))


def rows() -> list[tuple]:
    return list(CapaianLalu.objects.order_by("tahun").values_list("tahun", *IsiLalu._fields))


def freeze(satker: Satker, tahun: int) -> None:
    KunciTahun.objects.create(
        satker=satker, tahun=tahun, dasar=f"LKj {tahun}", oleh=make_member(satker, Peran.SEKRETARIS),
        sejak=timezone.now(),
    )  # fmt: skip


# The grid


def test_what_is_typed_is_kept_told_in_the_trail_and_taken_back(staf, pk, indikator):
    kirim = typed(indikator, 2022, "100%", "90,5 %", "90,5", "", "LKj 2022, halaman 14")
    halaman = text(
        staf.post(url(pk), kirim | typed(indikator, 2021, "", "", "", "belum diukur"), follow=True)
    )
    assert "Capaian tahun-tahun sebelumnya disimpan: 2 baris berubah." in halaman
    assert rows() == [
        (2021, None, None, None, "belum diukur", ""),
        (2022, 100, Decimal("90.5"), Decimal("90.5"), "", "LKj 2022, halaman 14"),
    ]
    assert f"Indikator {indikator.nomor}, tahun 2022" in halaman
    assert "Capaian: belum diisi menjadi 90,5" in halaman
    assert "WIB, Rina" in halaman
    assert "Capaian: belum diisi menjadi 90,5" in text(staf.get(indikator.get_absolute_url()))
    lama = ("100", "90,5", "90,5", "", "LKj 2022, halaman 14")
    assert staf.post(url(pk), typed(indikator, 2022, lama=lama)).status_code == 302
    assert [tahun for tahun, *_ in rows()] == [2021]
    hapus = Jejak.objects.latest("nomor")
    assert (hapus.peristiwa, hapus.data["lama"]["capaian"]) == ("Capaian tahun lalu dihapus", "90.500000")


def test_nothing_is_saved_while_a_row_is_wrong_and_every_error_is_told(staf, pk, indikator):
    halaman = text(
        staf.post(
            url(pk),
            typed(indikator, 2022, "90.5", "2", "2")
            | typed(indikator, 2021, "100", "90")
            | typed(indikator, 2020, "", "", "80", "x" * 203),
        )
    )
    assert "Tulislah 90,5." in halaman
    assert "atau tulis pada catatan mengapa tidak ada; menurut target dan realisasinya 90%." in halaman
    assert "Teks ini 3 huruf lebih panjang daripada 200 huruf." in halaman
    assert 'value="90.5"' in halaman
    assert rows() == []


def test_a_capaian_that_its_figures_do_not_make_is_saved_and_named(staf, pk, indikator):
    halaman = text(staf.post(url(pk), typed(indikator, 2022, "100", "90", "95"), follow=True))
    assert "Menurut target dan realisasinya 90%. Biarkan bila memang tercetak demikian." in halaman
    assert [satu[3] for satu in rows()] == [95]


def test_of_a_predikat_the_capaian_is_typed_and_the_word_noted(staf, pk):
    make_skala_akip()
    lain = make_pk(pk.satker, 2024)
    satu = make_indikator(
        make_sasaran(lain), metode=Metode.PREDIKAT.value, skala="akip", target=None, target_predikat="B"
    )
    assert "berupa predikat. Tulis predikatnya pada catatan." in text(
        staf.post(url(lain), typed(satu, 2022, "90", "", "100"))
    )
    assert staf.post(url(lain), typed(satu, 2022, "", "", "100", "BB")).status_code == 302


def test_a_paste_comes_into_the_year_that_was_chosen(staf, pk, indikator):
    tempel = (
        f"No\tTarget\tRealisasi\tCapaian\tCatatan\tSumber\n{indikator.nomor}\t100\t91,19\t91,19\t\tLKj 2021"
    )
    isi = {"kelompok": "2021", "tempel": tempel}
    assert "Dapat dipakai" in text(staf.post(url(pk), isi | {"aksi": "cuplik"}))
    halaman = text(staf.post(url(pk), isi | {"aksi": "pakai"}))
    assert "Tempelan ada di kisi dan belum disimpan" in halaman
    nama = BarisLalu(indikator, (), (), tahun=2021).name(3)
    assert f'name="{nama}" value="91,19"' in halaman
    assert rows() == []


def test_a_pasted_row_of_a_year_that_is_counted_is_named_and_left_out(staf, pk, indikator):
    baru = begin_from_last(pk.satker, 2024, by=orang(pk))
    dihitung = Indikator.objects.get(sasaran__perjanjian=baru)
    diketik = make_indikator(make_sasaran(baru))
    kalimat = (
        f"Tidak ada isian untuk indikator nomor {dihitung.nomor}. Tahun 2023 ada dalam aplikasi: "
        "angkanya dihitung dari realisasi, tidak diketik. Baris ini dilewati."
    )
    satu, dua = (f"{ini.nomor}\t{ini.nama}\t100\t91\t91\t\tLKj" for ini in (dihitung, diketik))
    isi = {"kelompok": "2023", "tempel": f"{satu}\n{dua}"}
    halaman = text(staf.post(url(baru), isi | {"aksi": "cuplik"}))
    assert (kalimat in halaman, "Masukkan ke kisi" in halaman) == (True, True)
    halaman = text(staf.post(url(baru), isi | {"aksi": "pakai"}))
    assert f'name="{BarisLalu(diketik, (), (), tahun=2023).name(3)}" value="91"' in halaman
    assert f'name="{BarisLalu(dihitung, (), (), tahun=2023).name(3)}"' not in halaman


def test_a_paste_into_a_year_without_any_field_says_why_and_cannot_be_used(staf, pk, indikator):
    baru = begin_from_last(pk.satker, 2024, by=orang(pk))
    nomor = Indikator.objects.get(sasaran__perjanjian=baru).nomor
    isi = {"kelompok": "2023", "tempel": f"{nomor}\t100\t91\t91"}
    for aksi in ("cuplik", "pakai"):
        halaman = text(staf.post(url(baru), isi | {"aksi": aksi}))
        assert f"Tidak ada isian untuk indikator nomor {nomor}." in halaman
        assert "Masukkan ke kisi" not in halaman


def test_two_at_one_cell_see_both_and_at_two_cells_do_not_meet(staf, pk, indikator):
    CapaianLalu.objects.create(indikator=indikator, tahun=2022, capaian=77)
    halaman = text(staf.post(url(pk), typed(indikator, 2022, "", "", "80")), 409)
    assert "orang lain mengubah baris yang sama" in halaman
    assert "Tersimpan: 77" in halaman
    assert 'value="80"' in halaman
    assert staf.post(url(pk), typed(indikator, 2021, "", "", "80")).status_code == 302
    again = typed(indikator, 2022, "", "", "80", lama=("", "", "77", "", ""))
    assert staf.post(url(pk), again).status_code == 302
    assert [satu[3] for satu in rows()] == [80, 80]


def test_who_only_reads_sees_the_figures_and_no_field(client, pk, indikator):
    CapaianLalu.objects.create(indikator=indikator, tahun=2022, capaian=77, sumber="LKj 2022")
    client.force_login(make_member(pk.satker, Peran.PEMBACA))
    halaman = text(client.get(url(pk)))
    assert ("77%" in halaman, "LKj 2022" in halaman, "Simpan" in halaman) == (True, True, False)
    assert client.post(url(pk), typed(indikator, 2022, "", "", "80")).status_code == 403
    with pytest.raises(Ditolak):
        save_past(pk, {(0, 2022): SEMBILAN_PULUH}, lama={}, by=make_member(pk.satker, Peran.STAF))


def test_without_a_pk_the_page_leads_to_it(staf, pk):
    halaman = text(staf.get(reverse("measurements:capaian_lalu", args=[pk.satker.slug, 2030])))
    assert "Belum ada indikator" in halaman
    assert "Belum ada angka tahun-tahun sebelumnya" in text(staf.get(url(pk)))


# Where it counts


def test_the_report_its_checker_and_its_data_have_it_at_once(staf, pk, indikator):
    laporan = make_lkj(pk)

    def known() -> tuple[bool, bool, bool]:
        dokumen = staf.get(reverse("reports:data", args=[pk.satker.slug, pk.tahun])).text
        kurang = [
            satu for satu in hasil_periksa(laporan).temuan if satu.kalimat.startswith("Capaian tahun lalu")
        ]
        if kurang:
            assert kurang[0].url == past_url(indikator)
            assert staf.get(kurang[0].url).status_code == 200
        return "91,19%" in dokumen, "capaian 2022 menurut LKj 2022, halaman 14" in dokumen, not kurang

    assert known() == (False, False, False)
    kirim = typed(indikator, 2022, "", "", "91,19", "", "LKj 2022, halaman 14")
    assert staf.post(url(pk), kirim).status_code == 302
    assert known() == (True, True, True)
    [figur] = kinerja_tahunan(pk).indikator
    assert figur.capaian_lalu.persen == Decimal("91.19")


def test_one_misses_it_on_the_indikator_and_on_its_section(staf, pk, indikator):
    make_lkj(pk)
    assert past_url(indikator) in staf.get(indikator.get_absolute_url()).text
    bagian = reverse("reports:sunting", args=[pk.satker.slug, pk.tahun, "bab3.sasaran-1"])
    assert url(pk) in staf.get(bagian).text


# Along the line


def orang(pk: PerjanjianKinerja) -> User:
    return make_member(pk.satker, Peran.STAF)


def put(pk: PerjanjianKinerja, tahun: int, isi: IsiLalu = SEMBILAN_PULUH) -> None:
    """Type a figure of an earlier year for the only indikator of a PK."""
    semua = years_before(pk)
    sel = (semua.indikator[0].pk, tahun)
    save_past(pk, {sel: isi}, lama={sel: as_typed(stored(semua.isi.get(sel)))}, by=orang(pk))


def past(pk: PerjanjianKinerja) -> dict[int, Decimal | None]:
    [figur] = kinerja_lengkap(pk).indikator
    return {satu.tahun: satu.capaian for satu in figur.indikator.capaian_lalu.all()}


def test_a_year_that_the_application_holds_is_counted_and_refused(staf, pk):
    baru = begin_from_last(pk.satker, 2024, by=orang(pk))
    halaman = text(staf.get(url(baru)))
    assert "Dihitung dari realisasi tahun itu, tidak diketik." in halaman
    assert f'href="{Indikator.objects.get(sasaran__perjanjian=pk).get_absolute_url()}"' in halaman
    with pytest.raises(Ditolak, match="Tahun 2023 ada dalam aplikasi"):
        put(baru, 2023)
    assert (past(baru), rows()) == ({2023: 80}, [])


def test_what_one_year_recorded_the_next_ones_have_and_send_there_to_change_it(staf, pk):
    put(pk, 2022)
    put(pk, 2019)
    baru = begin_from_last(pk.satker, 2024, by=orang(pk))
    assert past(baru) == {2022: 90, 2023: 80}
    halaman = text(staf.get(url(baru)))
    assert "Dicatat pada halaman tahun 2023." in halaman
    assert f'href="{url(pk)}?versi=1#tahun-2022"' in halaman
    with pytest.raises(Ditolak, match="dicatat pada halaman tahun 2023; ubahlah di sana"):
        put(baru, 2022)
    put(baru, 2021)
    assert (past(baru), past(pk)) == ({2021: 90, 2022: 90, 2023: 80}, {2019: 90, 2022: 90})


def test_every_version_of_a_pk_has_what_was_entered_under_one(pk):
    baru = begin_change(pk, JenisPerubahan.ANGGARAN, "Pagu bertambah.", by=orang(pk))
    put(baru, 2022)
    assert (past(pk), past(baru)) == ({2022: 90}, {2022: 90})
    put(baru, 2022, KOSONG)
    assert (past(pk), past(baru)) == ({}, {})


# Locked


def test_a_signed_year_says_why_and_keeps_what_it_printed(staf, pk, indikator):
    put(pk, 2022)
    freeze(pk.satker, 2023)
    halaman = text(staf.get(url(pk)))
    assert "dibekukan sejak" in halaman
    assert ("90%" in halaman, "Simpan" in halaman) == (True, False)
    kirim = typed(indikator, 2021, "", "", "80")
    halaman = text(staf.post(url(pk), kirim), 409)
    assert ("karena LKj 2023 disahkan oleh" in halaman, 'value="80"' in halaman) == (True, True)
    assert [satu[0] for satu in rows()] == [2022]


def test_a_later_signed_year_locks_what_it_printed_and_nothing_else(staf, pk):
    put(pk, 2022)
    baru = begin_from_last(pk.satker, 2024, by=orang(pk))
    freeze(pk.satker, 2024)
    halaman = text(staf.get(url(pk)))
    assert "karena LKj 2024 disahkan oleh" in halaman
    with pytest.raises(Ditolak, match="karena LKj 2024 disahkan oleh"):
        put(pk, 2022, KOSONG)
    for statement in (
        "UPDATE measurements_capaianlalu SET capaian = 1",
        "DELETE FROM measurements_capaianlalu",
        "INSERT INTO measurements_capaianlalu (indikator_id, tahun, capaian, catatan, sumber)"
        f" VALUES ({years_before(pk).indikator[0].pk}, 2021, 5, '', '')",
    ):
        with pytest.raises(IntegrityError, match="dibekukan"), transaction.atomic():
            connection.cursor().execute(statement)
    # 2019 lies further back than the report of 2024 shows.
    put(pk, 2019)
    assert past(baru) == {2022: 90, 2023: 80}


def test_an_earlier_signed_year_locks_nothing_of_the_years_after_it(pk):
    baru = begin_from_last(pk.satker, 2024, by=orang(pk))
    freeze(pk.satker, 2023)
    put(baru, 2021)
    assert past(baru) == {2021: 90, 2023: 80}


# At one time


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="IMMEDIATE transactions of SQLite run one after another"
)
@pytest.mark.usefixtures("race_db")
def test_of_two_who_save_at_one_time_one_is_told_and_the_control_loses_a_figure(monkeypatch):
    assert save_at_once() == ["KisiBentrok", "NoneType"]
    monkeypatch.setattr(past_actions, "refuse_clash", lambda kini, lama: None)
    assert save_at_once() == ["NoneType", "NoneType"]


def save_at_once() -> list[str]:
    """Two save one cell on the texts that both saw: what each was told."""
    pk = make_kinerja(make_satker(), [[80]])
    sel = (Indikator.objects.get(sasaran__perjanjian=pk).pk, 2022)
    mereka = [make_member(pk.satker, Peran.STAF) for _ in range(2)]

    def save(by: User, nilai: int) -> None:
        seen = PerjanjianKinerja.objects.select_related("satker").get(pk=pk.pk)
        isi = IsiLalu(None, None, Decimal(nilai), "", "")
        save_past(seen, {sel: isi}, lama={sel: NIHIL}, by=by)

    outcomes = together(*[lambda by=by, ke=ke: save(by, ke + 1) for ke, by in enumerate(mereka)])
    return sorted(type(satu.error).__name__ for satu in outcomes)
